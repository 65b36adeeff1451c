//! The runner's lock: `GET_LOCK`, which belongs to the session. Implicit commits do not release it,
//! and if the client dies the server keeps it until the running statement has ended.

use std::time::Duration;

use diesel_async::AsyncMysqlConnection;
use sha2::{Digest, Sha256};

use super::query;
use crate::error::{Holder, ServerError};
use crate::model::{Rows, Value};
use crate::session::{Caching, LockAttempt};

/// The longest name, in characters, that both servers allow.
const LONGEST: usize = 64;

/// Checks for ownership first: a session could acquire the lock several times, and would have to
/// release it as often.
const TAKE: &str = "SELECT IF(IS_USED_LOCK(?) <=> CONNECTION_ID(), 1, GET_LOCK(?, 0))";

const HOLDER: &str = "SELECT id, user, host, time FROM information_schema.processlist \
     WHERE id = IS_USED_LOCK(?)";

/// Returns the name of the lock, which contains the database because locks are global to the
/// server.
pub(super) fn name(database: &str) -> String {
    let name = format!("glowplug:{database}");
    if name.chars().count() <= LONGEST {
        return name;
    }
    let digest = Sha256::digest(database);
    let digits: String = digest[..24].iter().map(|b| format!("{b:02x}")).collect();
    format!("glowplug:{digits}")
}

pub(super) async fn take(
    connection: &mut AsyncMysqlConnection,
    name: &str,
) -> Result<LockAttempt, ServerError> {
    let both = [Value::from(name), Value::from(name)];
    let answer = query::rows(connection, TAKE, &both, Caching::Prepared).await?;
    if integer(&answer, 0) == Some(1) {
        return Ok(LockAttempt::Taken);
    }
    let answer = query::rows(connection, HOLDER, &both[..1], Caching::Prepared).await?;
    Ok(LockAttempt::HeldBy(holder(&answer)))
}

pub(super) async fn release(
    connection: &mut AsyncMysqlConnection,
    name: &str,
) -> Result<(), ServerError> {
    let sql = "SELECT RELEASE_LOCK(?)";
    query::rows(connection, sql, &[Value::from(name)], Caching::Once).await?;
    Ok(())
}

/// Returns the holder. Without the privilege to see other sessions there is no row, and the holder
/// stays unknown.
fn holder(answer: &Rows) -> Holder {
    let text = |index: usize| Some(answer.rows.first()?[index].as_text()?.to_owned());
    let name = text(1).map(|user| match text(2) {
        Some(host) if !host.is_empty() => format!("{user}@{host}"),
        _ => user,
    });
    Holder {
        session: integer(answer, 0),
        name,
        since: integer(answer, 3)
            .and_then(|seconds| u64::try_from(seconds).ok())
            .map(Duration::from_secs),
    }
}

fn integer(answer: &Rows, index: usize) -> Option<i64> {
    answer.rows.first()?[index].as_integer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_has_a_name_of_at_most_64_characters() {
        assert_eq!(name("shop"), "glowplug:shop");
        let long = name(&"d".repeat(56));
        assert_eq!(long.len(), 57);
        assert_ne!(long, name(&"e".repeat(56)));
        assert_eq!(name(&"d".repeat(55)).len(), 64);
    }
}
