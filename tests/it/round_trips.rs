//! Counts, with a proxy, how many round trips each function takes once its statements are prepared.

use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::time::{sleep, timeout};
use tomori_db::flows;
use tomori_db::memories::personal;
use tomori_db::page::PageRequest;
use tomori_db::pool::{Settings, connect};

use crate::calls::{World, calls, run_and_roll_back};
use crate::harness::{guild, user};
use crate::support::proxy;
use crate::support::server::migrated;

#[tokio::test]
async fn every_function_takes_its_round_trips_and_prepares_nothing() -> Result<()> {
    let database = migrated().await;
    let world = World::new(&database.connect().await?).await?;
    let proxy = proxy(&database).await;
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

#[tokio::test]
async fn two_calls_joined_on_one_connection_travel_together() -> Result<()> {
    let database = migrated().await;
    World::new(&database.connect().await?).await?;
    let proxy = proxy(&database).await;
    let conn = connect(&Settings::from_url(&proxy.url())?).await?;
    let (state, list) = (
        async || flows::load_state(&conn, guild(1)).await,
        async || personal::list(&conn, user(1), guild(1), PageRequest::default()).await,
    );
    tokio::try_join!(state(), list())?;
    proxy.reset();
    // No answer comes back meanwhile: what was sent was sent without waiting for one.
    proxy.delay(Duration::from_secs(30));
    let joined = async { tokio::try_join!(state(), list()) };
    let sent = async {
        while proxy.counters().round_trips < 2 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        sent = timeout(Duration::from_secs(5), sent) => {
            sent.context("the second waits for the first one's answer")?;
        }
        done = joined => panic!("answered through a closed door: {:?}", done.is_ok()),
    }
    Ok(())
}
