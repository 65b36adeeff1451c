//! Speed without a clock: how often each function goes to the server once its statements are
//! prepared, counted by a proxy.

use anyhow::{Context as _, Result};
use tomori_db::pool::{Settings, connect};

use crate::calls::{World, calls, run_and_roll_back};
use crate::support::Proxy;
use crate::support::server::migrated;

#[tokio::test]
async fn every_function_takes_its_round_trips_and_prepares_nothing() -> Result<()> {
    let database = migrated().await;
    let world = World::new(&database.connect().await?).await?;
    let proxy = Proxy::start(&database).await;
    let mut conn = connect(&Settings::from_url(&proxy.url())?).await?;
    let mut wrong = Vec::new();
    for call in calls() {
        run_and_roll_back(&mut conn, &world, call.run)
            .await
            .context(call.name)?;
        proxy.reset();
        run_and_roll_back(&mut conn, &world, call.run)
            .await
            .context(call.name)?;
        let counted = proxy.counters();
        // BEGIN and ROLLBACK around the call are not its own.
        let own = counted.round_trips - 2;
        if own != call.round_trips || counted.parses != 0 {
            wrong.push(format!(
                "{}: {own} round trips instead of {}, {} statements prepared",
                call.name, call.round_trips, counted.parses
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}
