//! What is planned for PostgreSQL.

mod losing;
mod written;

use glowplug::dialect::connect;
use glowplug::model::Database;
use glowplug::session::Caching;

use crate::support::fresh;

/// The server's major version.
pub(crate) async fn major() -> i64 {
    const MAJOR: &str = "SELECT current_setting('server_version_num')::int / 10000";
    let fresh = fresh(Database::Postgres).await.unwrap();
    let mut session = connect(&fresh.address()).await.unwrap();
    let found = session.query(MAJOR, &[], Caching::Once).await.unwrap();
    found.rows[0][0].as_integer().unwrap()
}
