//! What a statement does to the session it runs in, judged by its text.
//!
//! The judgement is careful, not exact: a statement that looks strange costs one reset of the
//! session more. What it cannot see is a function that changes the session from inside.

/// What a statement does to the session, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(in crate::pool) enum Effect {
    /// Nothing that outlives its transaction.
    None = 0,
    /// A setting, role, lock, temporary table, cursor or channel: a reset undoes it.
    Resettable = 1,
    /// A statement prepared by name, or a loaded library: no reset undoes it alone.
    Lasting = 2,
}

/// First words of statements that leave nothing behind.
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

/// Judges the text of one message, which may hold several statements.
pub(in crate::pool) fn of(sql: &[u8]) -> Effect {
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

fn lives_in_transaction(word: &[u8]) -> bool {
    is(word, "local") || is(word, "transaction") || is(word, "constraints")
}

fn has_inner_semicolon(text: &[u8]) -> bool {
    let end = text
        .iter()
        .rposition(|byte| *byte != b';' && !byte.is_ascii_whitespace());
    text[..end.unwrap_or(0)].contains(&b';')
}

/// Whether a plain statement calls something that outlives its transaction.
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

/// `pg_advisory_lock` and its like; the `…_xact_…` ones end with the transaction.
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

/// The words of a text, quoting ignored.
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
    fn prepared_statements_last() {
        assert_eq!(of(b"PREPARE x AS SELECT 1"), Effect::Lasting);
        assert_eq!(of(b"SELECT 1; prepare x as select 1"), Effect::Lasting);
    }
}
