//! Judges statements: whether they may change session state, and whether they commit implicitly.

use super::statement_target;
use super::tokens::{Token, first_word, tokens};
use crate::sql::{Facts, Statement};

/// Returns what is known about a statement.
pub(super) fn judge(statement: &Statement) -> Facts {
    let is_inert = is_inert(&statement.text);
    Facts {
        keeps_session_state: is_inert,
        is_ddl: is_inert,
        adds_enum_value: false,
        is_nontransactional: statement_target::commits(&statement.text),
        ..Facts::UNKNOWN
    }
}

/// Returns true if a statement cannot change session state. These are DDL statements that fill no
/// table, because generated columns, checks, defaults and partitions may not call stored functions;
/// and statements on the bookkeeping tables.
pub(super) fn is_inert(sql: &str) -> bool {
    match first_word(sql).as_str() {
        "ALTER" | "CREATE" | "DROP" | "RENAME" | "TRUNCATE" => {
            statement_target::commits(sql) && !evaluates(sql)
        }
        "DELETE" | "INSERT" | "REPLACE" | "SELECT" | "UPDATE" => {
            (sql.contains("__diesel_") || sql.contains("__glowplug_")) && !sql.contains(['@', ';'])
        }
        "START" | "COMMIT" | "ROLLBACK" => !sql.contains(';'),
        _ => false,
    }
}

/// Returns true if a table is filled by a query (`SELECT …`, `VALUES (…)`, `TABLE name`), or if the
/// text has several statements, as a body does.
fn evaluates(sql: &str) -> bool {
    let mut behind_values = false;
    let mut tables = 0;
    for (_, token) in tokens(sql) {
        let fills = behind_values && token == Token::Symbol('(');
        if fills || token == Token::Symbol(';') || token.is("SELECT") || token.is("ROW") {
            return true;
        }
        tables += u32::from(token.is("TABLE"));
        behind_values = token.is("VALUES");
    }
    tables > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_change_the_session_is_inert() {
        for sql in [
            "CREATE TABLE a (b INT)",
            "ALTER TABLE a ADD c INT",
            "ALTER TABLE a ADD PARTITION (PARTITION p VALUES LESS THAN (10))",
            "INSERT INTO `db`.`__glowplug_history` VALUES (?)",
            "START TRANSACTION",
        ] {
            assert!(is_inert(sql), "{sql}");
        }
        for sql in [
            "CREATE TEMPORARY TABLE a (b INT)",
            "CREATE TABLE a SELECT f()",
            "CREATE TABLE a VALUES (f())",
            "CREATE TABLE a AS VALUES ROW(f())",
            "CREATE TABLE a TABLE b",
            "CREATE TABLE a (b INT); SET sql_mode = ''",
            "/*!40101 SET NAMES latin1 */",
            "INSERT INTO a VALUES (1)",
            "SELECT @x := version FROM __diesel_schema_migrations",
            "CALL p()",
            "USE other",
        ] {
            assert!(!is_inert(sql), "{sql}");
        }
    }
}
