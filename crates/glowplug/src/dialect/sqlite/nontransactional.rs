//! Determines which statements run outside a transaction, and whether an interrupted one took
//! effect. Their effects are either in the file or lost with the session, so there is little to
//! clean up after a failed attempt.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::SqliteSession;
use super::statement::{leading_word, number};
use super::tokens::{Kind, tokens};
use crate::error::ServerError;
use crate::session::{NonTransactional, Resolution};
use crate::sql::{Facts, Statement};

/// Returns what is known about a statement. Every reset checks the whole session, so nothing has to
/// be known about a statement's effects on it.
pub(super) fn judge(statement: &Statement) -> Facts {
    // `VACUUM` and `ATTACH` fail inside a transaction; a pragma may fail or have no effect.
    let alone = ["VACUUM", "PRAGMA", "ATTACH", "DETACH"];
    Facts {
        adds_enum_value: false,
        is_nontransactional: alone.contains(&leading_word(&statement.text).as_str()),
        ..Facts::UNKNOWN
    }
}

#[async_trait]
impl<C> NonTransactional for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    async fn note_before(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
        let Some(name) = detached(statement) else {
            return Ok(None);
        };
        self.work(move |connection, _| {
            let attached = is_attached(connection, &name)?;
            Ok(attached.then(|| "attached".to_owned()))
        })
        .await
    }

    /// Returns that the statement can be repeated: `VACUUM` and pragmas can, and databases are no
    /// longer attached after a session was lost. Only a second `DETACH` fails.
    async fn resolve_interrupted(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let (Some(name), Some(_)) = (detached(statement), before) else {
            return Ok(Resolution::Repeat);
        };
        self.work(move |connection, _| {
            Ok(if is_attached(connection, &name)? {
                Resolution::Repeat
            } else {
                Resolution::Applied
            })
        })
        .await
    }
}

/// Returns the name in `DETACH [DATABASE] name`.
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
