//! Classifies statements, by their text, by their effect on the session.
//!
//! The classification is conservative: an unusual statement costs an unnecessary reset of the
//! session. It cannot detect a function that changes the session internally.

/// The effect of a statement on the session, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Effect {
    /// None that outlasts its transaction.
    None = 0,
    /// A setting, role, lock, temporary table, cursor or channel: a reset undoes it.
    Resettable = 1,
    /// A statement prepared by name, or a loaded library: a reset alone does not undo it.
    Lasting = 2,
}

/// The effect of a statement on the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// Runs in it, or in a transaction of its own if there is none.
    Work,
    /// Begins one.
    Begins,
    /// Rolls it back.
    RollsBack,
    /// Commits it, or may do so.
    Commits,
}

/// For how long a statement changes the server's statement timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum OwnLimit {
    /// Not at all.
    None = 0,
    /// Until the transaction ends.
    Transaction = 1,
    /// Until the session is reset.
    Session = 2,
}

/// First words of statements that leave no session state behind.
const PLAIN: [&str; 21] = [
    "select",
    "insert",
    "update",
    "delete",
    "with",
    "values",
    "merge",
    "table",
    "begin",
    "start",
    "commit",
    "end",
    "rollback",
    "abort",
    "savepoint",
    "release",
    "show",
    "lock",
    "truncate",
    "notify",
    "explain",
];

/// Classifies the text of one message, which may contain several statements.
pub(crate) fn of(sql: &[u8]) -> Effect {
    let text = sql.trim_ascii();
    if text.is_empty() {
        return Effect::None;
    }
    let several = has_inner_semicolon(text);
    let starts_plainly = text[0].is_ascii_alphabetic() || text[0] == b'(';
    let mut words = Words(text);
    let first = words.next().unwrap_or_default();
    let lasts = |word: &[u8]| is(word, "prepare") || is(word, "load");
    if lasts(first) || (several && Words(text).any(lasts)) {
        return Effect::Lasting;
    }
    if is(first, "set") && !several && words.next().is_some_and(lives_in_transaction) {
        return Effect::None;
    }
    let plain = starts_plainly && !several && PLAIN.iter().any(|known| is(first, known));
    if plain && !changes_session(text) {
        Effect::None
    } else {
        Effect::Resettable
    }
}

/// Classifies the effect of one message on the transaction. Several statements may be a commit.
pub(crate) fn course(sql: &[u8]) -> Course {
    let text = sql.trim_ascii();
    let first = Words(text).next().unwrap_or_default();
    let ends = |word: &[u8]| is(word, "commit") || is(word, "end");
    if has_inner_semicolon(text) {
        let commits = |word| ends(word) || is(word, "begin") || is(word, "prepare");
        return match Words(text).any(commits) {
            true => Course::Commits,
            false => Course::Work,
        };
    }
    match first {
        _ if ends(first) => Course::Commits,
        _ if is(first, "prepare") && contains(text, b"transaction") => Course::Commits,
        _ if is(first, "begin") || is(first, "start") => Course::Begins,
        _ if is(first, "abort") => Course::RollsBack,
        // `ROLLBACK TO` a savepoint leaves the transaction open.
        _ if is(first, "rollback") && !Words(text).any(|word| is(word, "to")) => Course::RollsBack,
        _ => Course::Work,
    }
}

/// Returns for how long the text of one message, classified with this effect, changes
/// `statement_timeout`.
pub(crate) fn own_limit(sql: &[u8], effect: Effect) -> OwnLimit {
    let first = Words(sql).next().unwrap_or_default();
    if (effect == Effect::None && !is(first, "set")) || !contains(sql, b"statement_timeout") {
        OwnLimit::None
    } else if effect == Effect::None {
        OwnLimit::Transaction
    } else {
        OwnLimit::Session
    }
}

/// Returns true if a message makes the server drop prepared statements; `DISCARD TEMP`, `PLANS` and
/// `SEQUENCES` do not.
pub(crate) fn forgets_statements(sql: &[u8]) -> bool {
    let mut before: &[u8] = b"";
    Words(sql).any(|word| {
        let discards_all = is(before, "discard") && is(word, "all");
        before = word;
        is(word, "deallocate") || discards_all
    })
}

fn lives_in_transaction(word: &[u8]) -> bool {
    is(word, "local") || is(word, "transaction") || is(word, "constraints")
}

fn has_inner_semicolon(text: &[u8]) -> bool {
    let end = text
        .iter()
        .rposition(|byte| *byte != b';' && !byte.is_ascii_whitespace());
    text[..end.unwrap_or(0)].contains(&b';')
}

/// Returns true if a plain statement calls a function whose effect outlasts its transaction.
fn changes_session(text: &[u8]) -> bool {
    let mut before: &[u8] = b"";
    for word in Words(text) {
        let into = is(word, "into") && !is(before, "insert") && !is(before, "merge");
        if into || is(word, "set_config") || is(word, "dblink_connect") || is_session_lock(word) {
            return true;
        }
        before = word;
    }
    false
}

/// Returns true for `pg_advisory_lock` and similar functions; the `…_xact_…` ones end with the
/// transaction.
fn is_session_lock(word: &[u8]) -> bool {
    word.len() >= 16 && contains(word, b"advisory") && !contains(word, b"advisory_xact")
}

fn contains(word: &[u8], part: &[u8]) -> bool {
    word.windows(part.len())
        .any(|window| window.eq_ignore_ascii_case(part))
}

fn is(word: &[u8], known: &str) -> bool {
    word.eq_ignore_ascii_case(known.as_bytes())
}

/// The words of a text; quoting is ignored.
struct Words<'a>(&'a [u8]);

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let start = self.0.iter().position(in_word)?;
        let rest = &self.0[start..];
        let end = rest
            .iter()
            .position(|byte| !in_word(byte))
            .unwrap_or(rest.len());
        self.0 = &rest[end..];
        Some(&rest[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_statements_leave_nothing() {
        for sql in [
            "",
            "SELECT 1;",
            "  (select 2) union (select 3)",
            "INSERT INTO a SELECT set FROM b",
            "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b TABLE x",
            "BEGIN ISOLATION LEVEL SERIALIZABLE",
            "SET LOCAL plan_cache_mode = force_custom_plan",
            "select pg_advisory_xact_lock(1)",
            "UPDATE advisory SET into_it = 1",
        ] {
            assert_eq!(of(sql.as_bytes()), Effect::None, "{sql}");
        }
    }

    #[test]
    fn only_what_forgets_prepared_statements_is_taken_for_it() {
        for sql in [
            "DISCARD ALL",
            "SELECT 1; discard  all;",
            "DEALLOCATE a",
            "DO $$ BEGIN EXECUTE 'deallocate all'; END $$",
        ] {
            assert!(forgets_statements(sql.as_bytes()), "{sql}");
        }
        for sql in [
            "DISCARD TEMP; DISCARD SEQUENCES",
            "discard plans",
            "SELECT all FROM a",
        ] {
            assert!(!forgets_statements(sql.as_bytes()), "{sql}");
        }
    }

    #[test]
    fn statements_that_change_the_session_are_seen() {
        for sql in [
            "set role x",
            "SELECT set_config('a.b', 'c', false)",
            "select PG_Try_Advisory_Lock(1)",
            "select pg_advisory_lock_shared(1)",
            "SELECT * INTO TEMP t FROM a",
            "/* hint */ SELECT 1",
            "SELECT 1; SET x = 1",
            "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
            "LISTEN x",
            "do $$ begin end $$",
        ] {
            assert_eq!(of(sql.as_bytes()), Effect::Resettable, "{sql}");
        }
    }

    #[test]
    fn what_commits_is_known_by_its_text() {
        for (sql, expected) in [
            ("COMMIT", Course::Commits),
            ("end;", Course::Commits),
            ("PREPARE TRANSACTION 'a'", Course::Commits),
            ("INSERT INTO a VALUES (1); COMMIT", Course::Commits),
            ("BEGIN; INSERT INTO a VALUES (1); COMMIT", Course::Commits),
            ("begin isolation level serializable", Course::Begins),
            ("START TRANSACTION", Course::Begins),
            ("ROLLBACK", Course::RollsBack),
            ("ROLLBACK TO SAVEPOINT a", Course::Work),
            ("INSERT INTO commit VALUES (1)", Course::Work),
            ("SELECT 1; SELECT 2", Course::Work),
        ] {
            assert_eq!(course(sql.as_bytes()), expected, "{sql}");
        }
    }

    #[test]
    fn a_limit_of_the_callers_own_is_known() {
        for (sql, expected) in [
            ("SET LOCAL statement_timeout = 0", OwnLimit::Transaction),
            ("set Statement_Timeout to '1h'", OwnLimit::Session),
            (
                "SELECT set_config('statement_timeout', '0', true)",
                OwnLimit::Session,
            ),
            ("SET work_mem = '1MB'", OwnLimit::None),
            ("SELECT 'statement_timeout'", OwnLimit::None),
        ] {
            let sql = sql.as_bytes();
            assert_eq!(own_limit(sql, of(sql)), expected);
        }
    }

    #[test]
    fn prepared_statements_last() {
        assert_eq!(of(b"PREPARE x AS SELECT 1"), Effect::Lasting);
        assert_eq!(of(b"SELECT 1; prepare x as select 1"), Effect::Lasting);
    }
}
