//! Classifies statements: which may change session state, add a value to an enum, build
//! concurrently, or cannot share a transaction.
//!
//! The text of a statement does not show everything that it executes: a generated column, a
//! domain's check, an expression index or the operator class of any index calls a function, which
//! may change session state. A statement is therefore inert only if it is known to evaluate no user
//! code. An event trigger can fire for any of them; the server is asked whether there is one.

use super::nontransactional::Kind;
use crate::sql::{Facts, Statement};

/// First words of statements whose remaining tokens matter.
const READ: [&str; 9] = [
    "ALTER", "CLUSTER", "COMMENT", "CREATE", "DROP", "GRANT", "REINDEX", "REVOKE", "VACUUM",
];

/// Languages whose functions are only parsed, not executed, by `CREATE FUNCTION`.
const PARSED_LANGUAGES: [&str; 2] = ["plpgsql", "sql"];

/// Returns the facts about a statement.
pub(super) fn judge(statement: &Statement) -> Facts {
    let tokens = read(statement);
    let tokens = Tokens(&tokens);
    let first = |words: &[&str]| words.iter().any(|word| tokens.starts_with(&[word]));
    Facts {
        statements: 1,
        keeps_session_state: tokens.is_inert(),
        is_ddl: first(&["ALTER", "COMMENT", "CREATE", "DROP", "GRANT", "REVOKE"])
            && !tokens.starts_with(&["CREATE", "EXTENSION"]),
        adds_enum_value: adds_value(&statement.text),
        is_concurrent: first(&["ALTER", "CREATE", "DROP", "REINDEX"])
            && tokens.has(&["CONCURRENTLY"]),
        is_nontransactional: Kind::of_tokens(tokens.0) != Kind::Shared,
    }
}

/// Returns the tokens of a statement if its first word is in [`READ`], and none otherwise.
fn read(statement: &Statement) -> Vec<&str> {
    let text = statement.text.as_bytes();
    let is_read = READ.iter().any(|word| {
        let head = text.get(..word.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(word.as_bytes())
    });
    if is_read {
        statement.tokens().collect()
    } else {
        Vec::new()
    }
}

/// Returns true if a text may add a value to an enum, directly or in code that it executes.
pub(super) fn adds_value(sql: &str) -> bool {
    let has = |word: &str| {
        let is = |other: &[u8]| other.eq_ignore_ascii_case(word.as_bytes());
        sql.as_bytes().windows(word.len()).any(is)
    };
    has("value") && has("add") && has("type")
}

/// Tokens as written, so that a quoted identifier is never taken for a keyword.
#[derive(Clone, Copy)]
struct Tokens<'t>(&'t [&'t str]);

impl<'t> Tokens<'t> {
    fn starts_with(self, words: &[&str]) -> bool {
        let head = self.0.get(..words.len());
        head.is_some_and(|head| {
            let mut pairs = head.iter().zip(words);
            pairs.all(|(token, word)| token.eq_ignore_ascii_case(word))
        })
    }

    fn has(self, words: &[&str]) -> bool {
        let mut tokens = self.0.iter();
        tokens.any(|token| words.iter().any(|word| token.eq_ignore_ascii_case(word)))
    }

    /// Returns the tokens after these words, each of which is optional.
    fn skip(self, words: &[&str]) -> Self {
        let skip = |tokens: Self, word: &&str| match tokens.starts_with(&[word]) {
            true => Self(&tokens.0[1..]),
            false => tokens,
        };
        words.iter().fold(self, skip)
    }

    fn is_inert(self) -> bool {
        const TOUCH_NO_ROW: [&str; 4] = ["COMMENT", "DROP", "GRANT", "REVOKE"];
        let first = |word: &&str| self.starts_with(&[word]);
        TOUCH_NO_ROW.iter().any(first) || (self.starts_with(&["CREATE"]) && self.creates_inertly())
    }

    fn creates_inertly(self) -> bool {
        let made = self.skip(&["CREATE", "OR", "REPLACE", "UNLOGGED"]);
        let Some((kind, rest)) = made.0.split_first() else {
            return false;
        };
        let rest = Self(rest);
        match kind.to_ascii_uppercase().as_str() {
            "TABLE" => !rest.is_temporary() && !rest.fills_or_evaluates(),
            "FUNCTION" | "PROCEDURE" => rest.is_only_parsed(),
            "SCHEMA" => !rest.has(&["CREATE"]),
            "SEQUENCE" | "TRIGGER" | "TYPE" | "VIEW" => !rest.is_temporary(),
            _ => false,
        }
    }

    fn is_temporary(self) -> bool {
        let name = self.skip(&["IF", "NOT", "EXISTS"]).0.first();
        let name = name.map(|name| name.trim_matches('"').to_ascii_lowercase());
        name.is_some_and(|name| name.starts_with("pg_temp"))
    }

    /// Returns true if a new table is filled by a query, or has something that the server evaluates
    /// immediately: generated columns (their constant parts), partition bounds, index expressions.
    /// Defaults and checks of a new table are not evaluated yet.
    fn fills_or_evaluates(self) -> bool {
        let mut pairs = self.0.windows(2);
        let computes = pairs.any(|pair| {
            pair[0].eq_ignore_ascii_case("AS") && !pair[1].eq_ignore_ascii_case("IDENTITY")
        });
        computes || self.has(&["EXCLUDE", "LIKE", "PARTITION"])
    }

    fn is_only_parsed(self) -> bool {
        let languages = self
            .0
            .windows(2)
            .filter(|pair| pair[0].eq_ignore_ascii_case("LANGUAGE"));
        let mut known = languages.map(|pair| {
            let name = pair[1].trim_matches(['"', '\'']).to_ascii_lowercase();
            PARSED_LANGUAGES.contains(&name.as_str())
        });
        known.next() == Some(true) && known.all(|known| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Database;

    fn facts(sql: &str) -> Facts {
        let statements = crate::sql::statements(Database::Postgres, sql.as_bytes());
        let judged = statements.map(|statement| judge(&statement.unwrap()));
        judged.fold(Facts::NONE, Facts::and)
    }

    #[test]
    fn what_evaluates_nothing_is_inert() {
        for sql in [
            "CREATE TABLE a (b int DEFAULT f() CHECK (g(b) > 0)); COMMENT ON TABLE a IS 'SET'",
            "create unlogged table if not exists a (b bigint GENERATED BY DEFAULT AS IDENTITY)",
            "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT set_config('a.b', '', false) $$",
            "CREATE VIEW v AS SELECT f(b) FROM a",
            "CREATE TYPE mood AS ENUM ('good'); CREATE SEQUENCE s; CREATE SCHEMA x",
            "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f()",
            "GRANT SELECT ON a TO b; REVOKE SELECT ON a FROM b; DROP TABLE a",
        ] {
            assert!(facts(sql).keeps_session_state, "{sql}");
        }
    }

    #[test]
    fn what_may_run_a_function_is_not_inert() {
        for sql in [
            "SET search_path = x",
            "create table a (b int); set role x",
            "SELECT set_config('a.b', '', false)",
            "CREATE TEMP TABLE a (b int)",
            "create /* x */ temporary table a (b int)",
            "CREATE TABLE pg_temp.a (b int)",
            "CREATE VIEW \"pg_temp\".a AS SELECT 1",
            "CREATE TABLE a AS TABLE b",
            "CREATE TABLE a (b int GENERATED ALWAYS AS (f(1)) STORED)",
            "CREATE TABLE a (b) AS VALUES (f())",
            "CREATE TABLE a PARTITION OF b FOR VALUES FROM (f()) TO (1)",
            "CREATE MATERIALIZED VIEW a AS TABLE b",
            "CREATE UNIQUE INDEX CONCURRENTLY i ON a USING btree (b, \"C D\" DESC) INCLUDE (e)",
            "CREATE INDEX ON a (b operators_of_mine)",
            "CREATE INDEX ON a (f(b))",
            "CREATE INDEX ON a (b) WHERE f(b)",
            "ALTER TABLE a ADD COLUMN b checked",
            "ALTER TABLE a VALIDATE CONSTRAINT b",
            "CREATE FUNCTION f() RETURNS int LANGUAGE plperl AS $$ 1 $$",
            "INSERT INTO a VALUES (1)",
            "DO $$ BEGIN PERFORM 1; END $$",
            "CALL p()",
            "PREPARE x AS SELECT 1",
            "LISTEN x",
            "CREATE EXTENSION pgcrypto",
        ] {
            assert!(!facts(sql).keeps_session_state, "{sql}");
        }
    }

    #[test]
    fn a_new_value_of_an_enum_is_seen_however_it_is_written() {
        assert!(adds_value("ALTER TYPE mood ADD VALUE 'calm'"));
        assert!(adds_value(
            "alter type mood\n  add /* x */\tvalue if not exists 'calm'"
        ));
        assert!(adds_value(
            "DO $$ BEGIN EXECUTE 'Alter Type mood Add Value ''calm'''; END $$"
        ));
        assert!(!adds_value("ALTER TABLE a ADD COLUMN b int"));
    }

    #[test]
    fn what_is_built_concurrently_may_wait() {
        let is_concurrent = |sql| facts(sql).is_concurrent;
        assert!(is_concurrent("CREATE INDEX CONCURRENTLY a ON b (c)"));
        assert!(is_concurrent("reindex table concurrently a"));
        assert!(!is_concurrent("CREATE INDEX a ON b (c)"));
        assert!(!is_concurrent(
            "COMMENT ON TABLE a IS 'CREATE INDEX CONCURRENTLY'"
        ));
        assert!(!is_concurrent("REFRESH MATERIALIZED VIEW CONCURRENTLY a"));
    }
}
