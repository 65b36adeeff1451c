//! Decides where a group of statements may be split into several transactions.
//!
//! A transaction holds several locks for each table that it creates, and all sessions share one
//! lock table of limited size. <https://www.postgresql.org/docs/current/runtime-config-locks.html>

/// First words of statements that only make sense in their transaction, or end with it.
const FIRST: [&str; 9] = [
    "lock",
    "declare",
    "fetch",
    "move",
    "close",
    "savepoint",
    "release",
    "rollback",
    "set",
];

/// Other phrases that tie a statement to its transaction.
const WITHIN: [&str; 5] = ["on commit", "deferr", "xact", "txid_", "set local"];

/// Returns true if the statements before this one may be committed separately from it.
pub(super) fn may_be_parted(sql: &str) -> bool {
    let sql = sql.to_lowercase();
    let mut words = sql.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    let begins = FIRST.contains(&first);
    let sets_session = first == "set" && !["local", "transaction", "constraints"].contains(&second);
    (!begins || sets_session) && !WITHIN.iter().any(|part| sql.contains(part))
}

#[cfg(test)]
mod tests {
    use super::may_be_parted;

    #[test]
    fn what_leans_on_its_transaction_is_not_parted() {
        for sql in [
            "LOCK TABLE a",
            "SET LOCAL search_path = a",
            "set constraints all deferred",
            "CREATE TEMP TABLE a (b int) ON COMMIT DROP",
            "CREATE TABLE a (b int REFERENCES c DEFERRABLE INITIALLY DEFERRED)",
            "SELECT pg_advisory_xact_lock(1)",
            "SAVEPOINT a",
        ] {
            assert!(!may_be_parted(sql), "{sql}");
        }
        for sql in [
            "CREATE TABLE a (b int)",
            "SET search_path = a",
            "INSERT INTO a VALUES (1)",
        ] {
            assert!(may_be_parted(sql), "{sql}");
        }
    }
}
