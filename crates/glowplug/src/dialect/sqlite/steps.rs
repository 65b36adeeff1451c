//! Which statements stand alone. What they do is either in the file or gone with the session, so
//! there is little to clear away after a try that failed.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::SqliteSession;
use super::statement::{leading_word, number};
use super::tokens::{Kind, tokens};
use crate::error::ServerError;
use crate::session::{Settled, Standing, Steps};
use crate::sql::Statement;

#[async_trait]
impl<C> Steps for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    fn standing(&self, statement: &Statement) -> Standing {
        match leading_word(&statement.text).as_str() {
            // `VACUUM` and `ATTACH` refuse transactions; a pragma may fail or do nothing in one.
            "VACUUM" | "PRAGMA" | "ATTACH" | "DETACH" => Standing::Alone,
            _ => Standing::Shared,
        }
    }

    async fn note(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
        let Some(name) = detached(statement) else {
            return Ok(None);
        };
        self.work(move |connection, _| {
            let attached = is_attached(connection, &name)?;
            Ok(attached.then(|| "attached".to_owned()))
        })
        .await
    }

    /// `VACUUM` and pragmas can be repeated, and what was attached is gone with a session that
    /// was lost. Only detaching twice fails.
    async fn settle(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Settled, ServerError> {
        let (Some(name), Some(_)) = (detached(statement), before) else {
            return Ok(Settled::Again);
        };
        self.work(move |connection, _| {
            Ok(if is_attached(connection, &name)? {
                Settled::Again
            } else {
                Settled::Done
            })
        })
        .await
    }
}

/// The name in `DETACH [DATABASE] name`.
fn detached(statement: &Statement) -> Option<String> {
    let mut words = tokens(&statement.text).filter(|token| token.kind != Kind::Comment);
    if !words.next()?.is_word("DETACH") {
        return None;
    }
    words
        .find(|token| !token.is_word("DATABASE"))
        .map(|token| token.name())
}

fn is_attached(connection: &mut SqliteConnection, name: &str) -> Result<bool, ServerError> {
    let sql = "SELECT count(*) FROM pragma_database_list WHERE name = ? COLLATE NOCASE";
    Ok(number(connection, sql, &[name.into()])? > 0)
}
