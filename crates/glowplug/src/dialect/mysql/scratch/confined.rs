//! Users to which scratch databases are confined. Each has privileges on one database only.

use mysql_async::Conn;
use mysql_async::prelude::Queryable;

use super::super::{databases, error, quote};
use crate::dialect::scratch_database::names;
use crate::error::ServerError;
use crate::model::Address;

/// The hosts of users that other users may have created.
const HOSTS: [&str; 3] = ["%", "localhost", "127.0.0.1"];

/// Creates the user of a database, and returns the address for it.
pub(super) async fn create_user(
    connection: &mut Conn,
    name: &str,
    near: &Address,
) -> Result<Address, ServerError> {
    // What a server may demand of passwords.
    let password = format!("{}_aA1", names::password());
    let host = host(connection).await?;
    let user = user(name);
    let pattern = quote(&pattern(connection, name).await?);
    for sql in [
        format!("CREATE USER '{user}'@'{host}' IDENTIFIED BY '{password}'"),
        format!("GRANT ALL ON {pattern}.* TO '{user}'@'{host}'"),
    ] {
        let ran = connection.query_drop(&sql).await;
        ran.map_err(|cause| error::of_driver(&cause, ""))?;
    }
    Ok(near.with_database(name).with_login(&user, &password))
}

/// Drops the user that a scratch database is confined to, then the database, so that no user is left
/// without a database that shows it.
pub(super) async fn drop_all(address: &Address) -> Result<(), ServerError> {
    let mut connection = databases::open(address).await?;
    let name = address.database_name();
    drop_user(&mut connection, &name).await;
    let drop = format!("DROP DATABASE IF EXISTS {}", quote(&name));
    let dropped = connection.query_drop(&drop).await;
    dropped.map_err(|cause| error::of_driver(&cause, &drop))
}

/// Drops the user of a database, if it has one.
pub(super) async fn drop_user(connection: &mut Conn, name: &str) {
    if !names::has_role(name) {
        return;
    }
    let own = host(connection).await.unwrap_or_default();
    let user = user(name);
    for host in HOSTS.into_iter().chain([own.as_str()]) {
        let drop = format!("DROP USER IF EXISTS '{user}'@'{host}'");
        let _ = connection.query_drop(drop).await;
    }
}

/// Returns the name of the user of a database; a name has 32 characters at most.
fn user(database: &str) -> String {
    let (_, random) = database.rsplit_once('_').unwrap_or_default();
    format!("glowplug_{random}")
}

/// Returns the host from which the server sees its user come.
async fn host(connection: &mut Conn) -> Result<String, ServerError> {
    let sql = "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', -1)";
    let host: Result<Option<String>, _> = connection.query_first(sql).await;
    let host = host.map_err(|cause| error::of_driver(&cause, sql))?;
    Ok(host.unwrap_or_default().replace(['\'', '\\'], ""))
}

/// Returns the name of a database as `GRANT` expects it. If it expects a pattern, only this name matches:
/// the user could create databases with any other that does.
async fn pattern(connection: &mut Conn, name: &str) -> Result<String, ServerError> {
    let sql = "SHOW VARIABLES LIKE 'partial_revokes'";
    let shown: Result<Option<(String, String)>, _> = connection.query_first(sql).await;
    let shown = shown.map_err(|cause| error::of_driver(&cause, sql))?;
    Ok(match shown {
        Some((_, value)) if value == "ON" => name.to_owned(),
        _ => name.replace('_', "\\_"),
    })
}
