//! Scratch databases, each protected by a lock as long as it is in use.

mod confined;

use async_trait::async_trait;
use mysql_async::Conn;
use mysql_async::prelude::Queryable;

use super::databases::{open, options};
use super::dialect::Mysql;
use super::{error, quote};
use crate::dialect::scratch_database::names::{self, PREFIX};
use crate::dialect::scratch_database::{
    Confinement, DropGuard, ScratchDatabase, ScratchRequest, ScratchServer,
};
use crate::error::ServerError;
use crate::model::Address;

#[async_trait]
impl ScratchServer for Mysql {
    async fn create_scratch(
        &self,
        near: &Address,
        wanted: ScratchRequest<'_>,
    ) -> Result<ScratchDatabase, ServerError> {
        let mut connection = open(near).await?;
        drop_left(&mut connection, names::now()).await?;
        let set = options(near, &near.database_name()).await?;
        let maker = |maker: &str| match wanted.confinement {
            Some(_) => names::with_role(maker),
            None => maker.to_owned(),
        };
        let held = names::new(&maker("held"));
        // A cluster of several servers does not support these locks.
        let name = match lock(&mut connection, &held).await {
            true => held,
            false => names::new(&maker("new")),
        };
        let create = format!("CREATE DATABASE {}{set}", quote(&name));
        let created = connection.query_drop(&create).await;
        created.map_err(|cause| error::of_driver(&cause, &create))?;
        let maker = near.with_database(&name);
        let address = match wanted.confinement {
            Some(_) => match confined::create_user(&mut connection, &name, near).await {
                Ok(address) => address,
                Err(error) => {
                    let _ = confined::drop_all(&maker).await;
                    return Err(error);
                }
            },
            None => maker.clone(),
        };
        Ok(ScratchDatabase {
            address,
            maker,
            kept: None,
            hold: DropGuard::for_life(connection),
        })
    }

    async fn drop_scratch(&self, address: &Address) -> Result<(), ServerError> {
        confined::drop_all(address).await
    }

    fn grant_scratch(&self, user: &str, confinement: Option<&Confinement>) -> Option<String> {
        let pattern = quote(&format!("{}%", escaped_prefix()));
        let user = user.replace('\'', "''");
        let grant = format!("GRANT ALL ON {pattern}.* TO '{user}'@'%'");
        Some(match confinement {
            Some(_) => {
                format!("{grant} WITH GRANT OPTION; GRANT CREATE USER ON *.* TO '{user}'@'%'")
            }
            None => grant,
        })
    }
}

/// Returns the prefix of scratch database names as a `LIKE` pattern.
fn escaped_prefix() -> String {
    PREFIX.replace('_', "\\_")
}

/// Drops the databases that killed processes left behind.
async fn drop_left(connection: &mut Conn, now: u64) -> Result<(), ServerError> {
    let sql = "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE ?";
    let pattern = format!("{}%", escaped_prefix());
    let names: Result<Vec<String>, _> = connection.exec(sql, (pattern,)).await;
    let names = names.map_err(|cause| error::of_driver(&cause, sql))?;
    for left in names.iter().filter(|name| is_free(name, now)) {
        if lock(connection, left).await {
            // It may belong to another user.
            confined::drop_user(connection, left).await;
            let drop = format!("DROP DATABASE IF EXISTS {}", quote(left));
            let _ = connection.query_drop(drop).await;
            let _ = connection.exec_drop("DO RELEASE_LOCK(?)", (left,)).await;
        }
    }
    Ok(())
}

/// Returns true if a database counts as left behind by a killed process once its lock is free.
fn is_free(name: &str, now: u64) -> bool {
    names::is_old(name, now) || names::rest(name).is_some_and(|rest| rest.starts_with("held_"))
}

/// Acquires a lock; returns false if it is held.
async fn lock(connection: &mut Conn, name: &str) -> bool {
    let locked = connection
        .exec_first("SELECT GET_LOCK(?, 0)", (name,))
        .await;
    matches!(locked, Ok(Some(Some(1_i64))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_lock_held_is_left_behind() {
        assert!(is_free(&format!("{PREFIX}{:x}_held_00ff", 1_000), 1_001));
        assert!(!is_free(&format!("{PREFIX}{:x}_00ff", 1_000), 1_001));
    }
}
