//! Recognizes statements that control transactions.

use super::lexer::Token;
use super::statement::Control;
use super::tokens::tokens;
use crate::model::Database;

/// The first words of statements that may control the transaction.
const FIRST: &[&str] = &[
    "ABORT",
    "BEGIN",
    "COMMIT",
    "END",
    "LOCK",
    "PREPARE",
    "RELEASE",
    "ROLLBACK",
    "SAVEPOINT",
    "SET",
    "START",
    "UNLOCK",
    "XA",
];

/// Returns the effect of a statement on the transaction, if it has one.
pub(super) fn of(database: Database, text: &str) -> Option<Control> {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic());
    let first = &text[..end.unwrap_or(text.len())];
    let candidate = FIRST.iter().any(|word| first.eq_ignore_ascii_case(word));
    // The words may be inside an executed comment.
    if !candidate && !text.starts_with("/*") {
        return None;
    }
    let mut tokens = tokens(database, text).filter(|(token, _)| *token != Token::Executed);
    let (token, first) = tokens.next()?;
    if token != Token::Word {
        return None;
    }
    match (first.to_ascii_uppercase().as_str(), database) {
        ("SET", Database::Mysql) => sets_autocommit(tokens).then_some(Control::Other),
        (first, _) => {
            let rest: Vec<String> = tokens
                .map(|(_, text)| text.to_ascii_uppercase())
                .take(6)
                .collect();
            let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
            classify(database, first, &rest)
        }
    }
}

fn classify(database: Database, first: &str, rest: &[&str]) -> Option<Control> {
    let second = rest.first().copied().unwrap_or_default();
    match (first, database) {
        // MariaDB's compound statement.
        ("BEGIN", Database::Mysql) if second == "NOT" => None,
        ("BEGIN", _) => Some(Control::Begin),
        ("START", Database::Postgres | Database::Mysql) if second == "TRANSACTION" => {
            Some(Control::Begin)
        }
        ("COMMIT", _) => Some(end(Control::Commit, rest)),
        ("END", Database::Postgres | Database::Sqlite) => Some(end(Control::Commit, rest)),
        ("ROLLBACK", _) => Some(end(Control::Rollback, rest)),
        ("ABORT", Database::Postgres) => Some(end(Control::Rollback, rest)),
        ("SAVEPOINT" | "RELEASE", _) => Some(Control::Savepoint),
        ("PREPARE", Database::Postgres) if second == "TRANSACTION" => Some(Control::Other),
        ("XA", Database::Mysql) => Some(Control::Other),
        ("LOCK" | "UNLOCK", Database::Mysql) if matches!(second, "TABLE" | "TABLES") => {
            Some(Control::Other)
        }
        _ => None,
    }
}

/// Classifies `COMMIT` and similar statements: the plain form, or one with a further effect.
fn end(plain: Control, rest: &[&str]) -> Control {
    let rest = match rest {
        ["WORK" | "TRANSACTION", rest @ ..] => rest,
        rest => rest,
    };
    match rest {
        ["TO", ..] => Control::Savepoint,
        ["PREPARED", ..] | ["AND", "CHAIN", ..] => Control::Other,
        // MySQL closes the connection.
        ["RELEASE", ..] | ["AND", "NO", "CHAIN", "RELEASE", ..] => Control::Other,
        // SQLite accepts a name here, and ignores it.
        [_, "TO", ..] if plain == Control::Rollback => Control::Savepoint,
        _ => plain,
    }
}

/// Returns true if `SET` sets the system variable `autocommit`, and not a user variable.
fn sets_autocommit<'t>(tokens: impl Iterator<Item = (Token, &'t str)>) -> bool {
    let mut signs = 0;
    let mut named = false;
    for (token, text) in tokens {
        match token {
            Token::Symbol(b'@') => signs += 1,
            // `@@session.autocommit`
            Token::Symbol(b'.') => {}
            Token::Symbol(b'=' | b':') if named => return true,
            Token::Word if text.eq_ignore_ascii_case("SESSION") && signs == 2 => {}
            Token::Word | Token::Name => {
                let name = text.trim_matches('`');
                named = signs != 1 && name.eq_ignore_ascii_case("AUTOCOMMIT");
                signs = 0;
            }
            _ => {
                signs = 0;
                named = false;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::model::Database::{self, Mysql, Postgres, Sqlite};
    use crate::sql::Control::{self, Begin, Commit, Other, Rollback, Savepoint};

    const CASES: &[(&[Database], &str, Option<Control>)] = &[
        (&[Postgres, Sqlite, Mysql], "begin", Some(Begin)),
        (&[Postgres, Sqlite, Mysql], "Commit", Some(Commit)),
        (&[Postgres, Sqlite, Mysql], "ROLLBACK", Some(Rollback)),
        (&[Postgres, Sqlite, Mysql], "SAVEPOINT a", Some(Savepoint)),
        (
            &[Postgres, Sqlite, Mysql],
            "RELEASE SAVEPOINT a",
            Some(Savepoint),
        ),
        (&[Postgres, Sqlite, Mysql], "ROLLBACK TO a", Some(Savepoint)),
        (
            &[Postgres, Sqlite, Mysql],
            "INSERT INTO begin VALUES (1)",
            None,
        ),
        (&[Postgres, Sqlite, Mysql], "beginning", None),
        (
            &[Postgres],
            "BEGIN ISOLATION LEVEL SERIALIZABLE",
            Some(Begin),
        ),
        (&[Postgres, Mysql], "START /* a */ TRANSACTION", Some(Begin)),
        (&[Postgres], "END TRANSACTION", Some(Commit)),
        (&[Sqlite], "END", Some(Commit)),
        (&[Mysql], "END", None),
        (&[Postgres], "ABORT WORK", Some(Rollback)),
        (&[Postgres], "ROLLBACK WORK TO SAVEPOINT a", Some(Savepoint)),
        (&[Sqlite], "ROLLBACK TRANSACTION TO a", Some(Savepoint)),
        (&[Sqlite], "ROLLBACK TRANSACTION x TO a", Some(Savepoint)),
        (&[Sqlite], "BEGIN IMMEDIATE", Some(Begin)),
        (&[Postgres, Mysql], "COMMIT AND CHAIN", Some(Other)),
        (&[Postgres, Mysql], "COMMIT WORK AND CHAIN", Some(Other)),
        (&[Postgres, Mysql], "ROLLBACK AND NO CHAIN", Some(Rollback)),
        (&[Mysql], "COMMIT RELEASE", Some(Other)),
        (&[Mysql], "COMMIT NO RELEASE", Some(Commit)),
        (&[Postgres], "COMMIT PREPARED 'a'", Some(Other)),
        (&[Postgres], "ROLLBACK PREPARED 'a'", Some(Other)),
        (&[Postgres], "PREPARE TRANSACTION 'a'", Some(Other)),
        (&[Postgres], "PREPARE transactions AS SELECT 1", None),
        (&[Postgres], "LOCK TABLE t", None),
        (&[Mysql], "LOCK TABLES t WRITE", Some(Other)),
        (&[Mysql], "UNLOCK TABLES", Some(Other)),
        (&[Mysql], "LOCK INSTANCE FOR BACKUP", None),
        (&[Mysql], "XA START 'a'", Some(Other)),
        (&[Mysql], "BEGIN WORK", Some(Begin)),
        (&[Mysql], "BEGIN NOT ATOMIC SELECT 1; END", None),
        (&[Mysql], "SET autocommit = 0", Some(Other)),
        (
            &[Mysql],
            "SET @a = 1, @@session.autocommit := 0",
            Some(Other),
        ),
        (&[Mysql], "SET @@autocommit=1", Some(Other)),
        (&[Mysql], "SET SESSION `autocommit` = 1", Some(Other)),
        (&[Mysql], "SET @autocommit = 1", None),
        (&[Mysql], "SET @OLD = @@autocommit, names utf8", None),
        (&[Mysql], "/*!40101 SET autocommit = 0 */", Some(Other)),
        (&[Mysql], "/*!40000 ALTER TABLE t DISABLE KEYS */", None),
        (&[Postgres, Sqlite], "SET autocommit = 0", None),
    ];

    #[test]
    fn statements_that_control_the_transaction_are_known() {
        for (databases, text, expected) in CASES {
            for database in *databases {
                assert_eq!(of(*database, text), *expected, "{database}: {text}");
            }
        }
    }
}
