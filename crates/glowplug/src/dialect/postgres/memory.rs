//! Whether the session may remember anything of what was sent, so that forgetting, which costs
//! the server more than a small table does, is left out where there is nothing to forget.

use crate::dialect::bookkeeping;
use crate::model::Database;
use crate::session::Limits;
use crate::sql;

/// What such statements can change is the schema alone, as long as they run no function.
const OF_THE_SCHEMA: [&str; 6] = ["ALTER", "COMMENT", "CREATE", "DROP", "GRANT", "REVOKE"];

/// Words with which they set something, make something for the session only, or run a function
/// that could.
const OF_THE_SESSION: [&str; 10] = [
    "CHECK",
    "DEFAULT",
    "EXECUTE",
    "EXTENSION",
    "SELECT",
    "SET",
    "TEMP",
    "TEMPORARY",
    "USING",
    "WITH",
];

/// What is known of the session.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The limits that were set last.
    limits: Limits,
    /// The limits that hold; `None` when anything may hold.
    clean: Option<Limits>,
    /// Whether the session is new, so that there is nothing to forget.
    new: bool,
}

impl Memory {
    /// Of a session that was opened just now, for us alone.
    pub(super) fn new() -> Self {
        Self {
            new: true,
            ..Self::default()
        }
    }

    /// Whether there is nothing to forget, whatever limits hold.
    pub(super) const fn is_new(&self) -> bool {
        self.new
    }

    /// Whether a statement since the last refresh may have given our lock back.
    pub(super) const fn may_have_unlocked(&self) -> bool {
        self.clean.is_none() && !self.new
    }

    /// Whether the session is as a refresh with these limits leaves it.
    pub(super) fn is_clean(&self, limits: &Limits) -> bool {
        self.clean.as_ref() == Some(limits)
    }

    /// A refresh has just set these limits.
    pub(super) fn refreshed(&mut self, limits: &Limits) {
        self.limits = limits.clone();
        self.clean = Some(limits.clone());
    }

    /// The limits that were set last.
    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A transaction was rolled back, and with it what a refresh in it set.
    pub(super) fn rolled_back(&mut self) {
        self.clean = None;
    }

    /// A script is run.
    pub(super) fn ran(&mut self, sql: &str) {
        if (self.new || self.clean.is_some()) && !leaves_nothing(sql) {
            self.touched();
        }
    }

    /// A statement with values is run; those of the bookkeeping set nothing.
    pub(super) fn executed(&mut self, sql: &str) {
        let tables = [
            bookkeeping::DIESEL,
            bookkeeping::MIGRATIONS,
            bookkeeping::HISTORY,
        ];
        if !tables.iter().any(|table| sql.contains(table)) {
            self.touched();
        }
    }

    fn touched(&mut self) {
        self.clean = None;
        self.new = false;
    }
}

/// Whether a statement builds or drops something concurrently: it waits for old transactions, which
/// takes as long as they take and holds nobody up.
pub(super) fn is_patient(sql: &str) -> bool {
    // Only such statements are lexed.
    let may_be = |word: &[u8]| word.eq_ignore_ascii_case(b"concurrently");
    sql.as_bytes().windows(12).any(may_be)
        && sql::statements(Database::Postgres, sql.as_bytes()).any(|statement| {
            statement.is_ok_and(|statement| {
                let words = statement.words(usize::MAX);
                let kind = words.first().map(String::as_str);
                matches!(kind, Some("CREATE" | "DROP" | "REINDEX" | "ALTER"))
                    && words.iter().any(|word| word == "CONCURRENTLY")
            })
        })
}

/// Whether nothing in a script can change the session. The defaults and checks of a new table run
/// no function yet; those of an existing one do.
pub(super) fn leaves_nothing(sql: &str) -> bool {
    sql::statements(Database::Postgres, sql.as_bytes()).all(|statement| {
        statement.is_ok_and(|statement| {
            let words = statement.words(usize::MAX);
            let new_table = words.first().is_some_and(|word| word == "CREATE")
                && words.get(1).is_some_and(|word| word == "TABLE");
            let harmless = |word: &String| {
                !OF_THE_SESSION.contains(&word.as_str())
                    || (new_table && ["CHECK", "DEFAULT"].contains(&word.as_str()))
            };
            let of_the_schema = words
                .first()
                .is_some_and(|word| OF_THE_SCHEMA.contains(&word.as_str()));
            of_the_schema && words.iter().all(harmless)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_changes_the_schema_leaves_nothing() {
        for sql in [
            "CREATE TABLE a (b int DEFAULT 1 CHECK (b > 0)); COMMENT ON TABLE a IS 'SET'",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT set_config('a.b', '', false) $$",
            "ALTER TABLE a ADD COLUMN c int; DROP TABLE b",
            "CREATE INDEX ON a (b)",
        ] {
            assert!(leaves_nothing(sql), "{sql}");
        }
    }

    #[test]
    fn what_is_built_concurrently_may_wait() {
        assert!(is_patient("CREATE INDEX CONCURRENTLY a ON b (c)"));
        assert!(is_patient("reindex table concurrently a"));
        assert!(!is_patient("CREATE INDEX a ON b (c)"));
        assert!(!is_patient(
            "COMMENT ON TABLE a IS 'CREATE INDEX CONCURRENTLY'"
        ));
        assert!(!is_patient("REFRESH MATERIALIZED VIEW CONCURRENTLY a"));
    }

    #[test]
    fn what_may_change_the_session_is_told() {
        for sql in [
            "SET search_path = x",
            "create table a (b int); set role x",
            "SELECT set_config('a.b', '', false)",
            "CREATE TEMP TABLE a (b int)",
            "create /* x */ temporary table a (b int)",
            "CREATE TABLE pg_temp.a AS SELECT 1",
            "ALTER TABLE a ADD COLUMN b int DEFAULT f()",
            "ALTER TABLE a ALTER b TYPE int USING f(b)",
            "ALTER TABLE a ADD CHECK (f(b))",
            "INSERT INTO a VALUES (1)",
            "DO $$ BEGIN PERFORM 1; END $$",
            "CALL p()",
            "PREPARE x AS SELECT 1",
            "LISTEN x",
            "CREATE EXTENSION pgcrypto",
            "CREATE TABLE a ('",
        ] {
            assert!(!leaves_nothing(sql), "{sql}");
        }
    }
}
