//! Classifies statements: whether they commit implicitly, and which objects they change.

use super::statement_parser::StatementParser;
use super::tokens::Token;

/// What a statement changes, as far as its first words show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StatementTarget {
    /// Tables, views and sequences with these quoted names.
    Tables(Vec<String>),
    /// Triggers.
    Triggers,
    /// Procedures, functions and packages.
    Routines,
    /// Scheduled events.
    Events,
    /// Databases.
    Databases,
    /// Users, roles and privileges.
    Accounts,
    /// Unknown, or something that may safely be changed twice.
    Nothing,
}

/// First words of statements that commit implicitly, from MySQL's "Statements That Cause an
/// Implicit Commit" and MariaDB's "SQL statements That Cause an Implicit Commit".
const COMMITTING: [&str; 23] = [
    "ALTER",
    "BACKUP",
    "CACHE",
    "CHANGE",
    "CHECK",
    "CLONE",
    "CREATE",
    "DROP",
    "FLUSH",
    "GRANT",
    "IMPORT",
    "INSTALL",
    "LOCK",
    "OPTIMIZE",
    "RENAME",
    "REPAIR",
    "RESET",
    "RESTART",
    "REVOKE",
    "STOP",
    "TRUNCATE",
    "UNINSTALL",
    "UNLOCK",
];

/// Returns true if a statement commits the open transaction before or after it runs.
pub(super) fn commits(sql: &str) -> bool {
    let mut words = StatementParser::new(sql);
    let first = words.word();
    match first.as_str() {
        // MariaDB's `SET STATEMENT variable = value FOR statement`.
        "SET" => match words.word().as_str() {
            "STATEMENT" => words.after("FOR").is_some_and(commits),
            "PASSWORD" => true,
            _ => false,
        },
        // MariaDB can also `ANALYZE` a query, which only runs it.
        "ANALYZE" => matches!(
            words.word().as_str(),
            "TABLE" | "TABLES" | "LOCAL" | "NO_WRITE_TO_BINLOG"
        ),
        "LOAD" => words.word() == "INDEX",
        "START" => matches!(
            words.word().as_str(),
            "ALL" | "GROUP_REPLICATION" | "REPLICA" | "SLAVE"
        ),
        "CREATE" | "DROP" => !words.is_temporary(),
        other => COMMITTING.contains(&other),
    }
}

/// Returns what a statement changes.
pub(super) fn subject(sql: &str) -> StatementTarget {
    let mut words = StatementParser::new(sql);
    let verb = words.word();
    match verb.as_str() {
        "SET" => match words.after("FOR") {
            Some(rest) if commits(sql) => subject(rest),
            _ => StatementTarget::Nothing,
        },
        "GRANT" | "REVOKE" => StatementTarget::Accounts,
        "CREATE" | "ALTER" | "DROP" | "RENAME" => match words.kind().as_str() {
            "TABLE" | "TABLES" | "VIEW" | "SEQUENCE" => StatementTarget::Tables(words.names(&verb)),
            "INDEX" => StatementTarget::Tables(words.indexed().into_iter().collect()),
            "TRIGGER" => StatementTarget::Triggers,
            "PROCEDURE" | "FUNCTION" | "PACKAGE" => StatementTarget::Routines,
            "EVENT" => StatementTarget::Events,
            "DATABASE" | "SCHEMA" => StatementTarget::Databases,
            "USER" | "ROLE" => StatementTarget::Accounts,
            _ => StatementTarget::Nothing,
        },
        _ => StatementTarget::Nothing,
    }
}

/// Returns the tables of a `DROP TABLE` without `IF EXISTS`; empty for other statements.
pub(super) fn dropped(sql: &str) -> Vec<String> {
    let mut words = StatementParser::new(sql);
    let is_drop = words.word() == "DROP" && words.kind() == "TABLE";
    if !is_drop || words.skip_condition() {
        return Vec::new();
    }
    words.list()
}

/// Session state that a statement creates and that cannot be listed later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SessionObject {
    /// A temporary table, quoted.
    TemporaryTable(String),
    /// A statement prepared in SQL, quoted.
    Prepared(String),
}

/// Returns the session state that one or several statements create.
pub(super) fn leftovers(sql: &str) -> Vec<SessionObject> {
    let mut found = Vec::new();
    let mut words = StatementParser::new(sql);
    loop {
        found.extend(words.clone().leftover());
        let separator = words.tokens.find(|(_, token)| *token == Token::Symbol(';'));
        if separator.is_none() {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_commit_by_themselves_are_known() {
        for sql in [
            "create table a (b int)",
            "CREATE OR REPLACE VIEW a AS SELECT 1",
            "/* x */ ALTER TABLE a ADD b INT",
            "DROP TABLE IF EXISTS a",
            "RENAME TABLE a TO b",
            "TRUNCATE a",
            "GRANT SELECT ON *.* TO a",
            "LOCK TABLES a READ",
            "UNLOCK TABLES",
            "ANALYZE LOCAL TABLE a",
            "SET PASSWORD = 'x'",
            "SET STATEMENT max_statement_time = 1 FOR DROP TABLE a",
            "START SLAVE",
            "LOAD INDEX INTO CACHE a",
            "/*!50003 CREATE TRIGGER a BEFORE INSERT ON b FOR EACH ROW SET @x = 1 */",
        ] {
            assert!(commits(sql), "{sql}");
        }
    }

    #[test]
    fn statements_that_do_not_commit_are_known() {
        for sql in [
            "CREATE TEMPORARY TABLE a (b INT)",
            "CREATE OR REPLACE TEMPORARY TABLE a (b INT)",
            "DROP TEMPORARY TABLE a",
            "DROP PREPARE s",
            "INSERT INTO a VALUES (1)",
            "LOAD DATA LOCAL INFILE 'x' INTO TABLE a",
            "SET foreign_key_checks = 0",
            "SET STATEMENT max_statement_time = 1 FOR DELETE FROM a",
            "ANALYZE SELECT 1",
            "CALL p()",
            "",
        ] {
            assert!(!commits(sql), "{sql}");
        }
    }

    #[test]
    fn the_names_that_a_statement_touches_are_found() {
        for (sql, names) in [
            (
                "CREATE TABLE IF NOT EXISTS Shop.`a``b` (c INT)",
                &["`Shop`.`a``b`"] as &[_],
            ),
            ("CREATE TABLE a SELECT * FROM b", &["`a`"]),
            ("ALTER ONLINE TABLE a RENAME TO b", &["`a`"]),
            ("DROP TABLE a, b CASCADE", &["`a`", "`b`"]),
            ("DROP VIEW IF EXISTS a", &["`a`"]),
            (
                "RENAME TABLE a TO b, c.d NOWAIT TO e",
                &["`a`", "`b`", "`c`.`d`", "`e`"],
            ),
            ("CREATE UNIQUE INDEX i USING BTREE ON a (b)", &["`a`"]),
            ("DROP INDEX i ON a", &["`a`"]),
            (
                "CREATE DEFINER = `x`@`%` SQL SECURITY INVOKER VIEW v AS SELECT 1",
                &["`v`"],
            ),
            ("SET STATEMENT x = 1 FOR ALTER TABLE a ADD b INT", &["`a`"]),
        ] {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(subject(sql), StatementTarget::Tables(names), "{sql}");
        }
        assert_eq!(
            subject("CREATE DEFINER=a@b TRIGGER t BEFORE INSERT ON b"),
            StatementTarget::Triggers
        );
        assert_eq!(subject("DROP FUNCTION f"), StatementTarget::Routines);
        assert_eq!(subject("CREATE USER u"), StatementTarget::Accounts);
        assert_eq!(subject("TRUNCATE TABLE a"), StatementTarget::Nothing);
    }

    #[test]
    fn what_stays_in_the_session_is_found() {
        let table = |name: &str| vec![SessionObject::TemporaryTable(name.to_owned())];
        assert_eq!(
            leftovers("create temporary table if not exists a.b (c int)"),
            table("`a`.`b`")
        );
        assert_eq!(
            leftovers("SET @a = ';'; CREATE OR REPLACE TEMPORARY TABLE `x` SELECT 1"),
            table("`x`")
        );
        let prepared = vec![SessionObject::Prepared("`s`".to_owned())];
        assert_eq!(leftovers("PREPARE s FROM 'SELECT 1'"), prepared);
        assert!(leftovers("CREATE TABLE a (b INT)").is_empty());
    }

    #[test]
    fn only_a_drop_that_insists_on_its_tables_counts() {
        assert_eq!(dropped("DROP TABLE a, b"), ["`a`", "`b`"]);
        assert!(dropped("DROP TABLE IF EXISTS a, b").is_empty());
        assert!(dropped("DROP VIEW a").is_empty());
    }
}
