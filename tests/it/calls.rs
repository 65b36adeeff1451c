//! Every function that talks to the database, called once each in the same small world.
//!
//! What must hold for all of them is tested over this list: the SQL of the docs, round trips,
//! indexes, tenants, rollback, traces. A function that is missing here fails `sql_docs`.

/// `name, round trips, tenant or anybody, the call`.
macro_rules! calls {
    ($(
        $name:literal, $round_trips:literal, $whose:ident, |$conn:ident, $world:ident| $call:expr;
    )*) => {
        vec![$(Call {
            name: $name,
            round_trips: $round_trips,
            tenant: $whose,
            run: |$conn, $world| {
                Box::pin(async move {
                    let _ = &$world;
                    Ok(serde_json::to_value($call)?)
                })
            },
        }),*]
    };
}

mod list;
mod memories;
mod world;

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use futures_util::future::BoxFuture;
use serde_json::Value;

pub use list::calls;
pub use world::World;

/// The call works for one tenant.
const TENANT: bool = true;
/// The call works for all.
const ANYBODY: bool = false;

/// One call of one function.
pub struct Call {
    /// The function's path in the crate.
    pub name: &'static str,
    /// How many round trips it takes once its statements are prepared, in a transaction.
    pub round_trips: u64,
    /// Whether it works for one tenant, and must neither show nor touch anything else.
    pub tenant: bool,
    /// Calls it as the tenant of the world; the value is all that it returns.
    pub run: Run,
}

/// A call as a function pointer.
pub type Run = for<'a> fn(&'a mut AsyncPgConnection, &'a World) -> BoxFuture<'a, Result<Value>>;

/// Runs a call in a transaction that is rolled back; returns its value.
pub async fn run_and_roll_back(
    conn: &mut AsyncPgConnection,
    world: &World,
    run: Run,
) -> Result<Value> {
    use diesel_async::AsyncConnection as _;

    let mut value = Err(anyhow::anyhow!("not called"));
    let rolled_back = conn
        .transaction::<(), tomori_db::Error, _>(async |conn| {
            value = run(conn, world).await;
            Err(tomori_db::Error::TransactionAborted)
        })
        .await;
    assert!(rolled_back.is_err());
    value
}
