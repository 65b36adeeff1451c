//! Rejects commands that only the shell of a database understands.

use super::Statement;
use super::lexer::{Lexer, Token};
use super::{Point, Problem};
use crate::model::Database;

/// The reason for rejecting something, and what to do instead.
pub(super) struct UnsupportedStatement {
    pub(super) message: String,
    pub(super) advice: String,
    pub(super) length: usize,
}

/// Commands of the `mysql` client that no statement starts with.
const MYSQL_COMMANDS: &[&str] = &[
    "CHARSET",
    "CLEAR",
    "CONNECT",
    "EDIT",
    "EGO",
    "EXIT",
    "GO",
    "NOPAGER",
    "NOTEE",
    "NOWARNING",
    "PAGER",
    "PRINT",
    "PROMPT",
    "QUIT",
    "REHASH",
    "SOURCE",
    "STATUS",
    "SYSTEM",
    "TEE",
    "WARNINGS",
];

/// Rejects a token that no statement of the database may contain, or start with.
#[inline]
pub(super) fn of_token(
    lexer: &Lexer,
    token: Token,
    text: &str,
    first: bool,
) -> Option<UnsupportedStatement> {
    match (lexer.database(), token) {
        (Database::Postgres, Token::Symbol(b'\\')) => Some(psql()),
        (Database::Sqlite, Token::Symbol(b'.')) if first => Some(refuse(
            "a line that starts with a dot is a command of the `sqlite3` shell, not SQL",
            "remove it; put what `.read` would read into this file, and write what `.import` \
             would import as INSERT statements",
        )),
        (Database::Mysql, Token::Symbol(b'\\')) if lexer.splits() => Some(refuse(
            "a backslash outside of a string is a command of the `mysql` client, not SQL",
            "remove it: end statements with `;` instead of `\\G`, and put what `\\.` would read \
             into this file; NULL is written `NULL`",
        )),
        (Database::Mysql, Token::Word) if first => client_command(text),
        _ => None,
    }
}

fn psql() -> UnsupportedStatement {
    refuse(
        "a backslash outside of a string starts a command of `psql`, not SQL",
        "remove it: `\\restrict`, `\\unrestrict` and `\\connect` of a dump are not needed here; \
         put what `\\i` would read into this file, and write what `\\copy` would load as INSERT \
         statements",
    )
}

fn client_command(word: &str) -> Option<UnsupportedStatement> {
    let is_command = MYSQL_COMMANDS
        .iter()
        .any(|command| word.eq_ignore_ascii_case(command));
    is_command.then(|| UnsupportedStatement {
        message: format!("`{word}` is a command of the `mysql` client, not SQL"),
        advice: "remove it; put what `source` would read into this file".to_owned(),
        length: word.len(),
    })
}

/// Rejects a statement whose data only the shell of a database can send.
pub(super) fn of_statement(statement: &Statement) -> Option<Problem> {
    let refusal = match statement.database {
        Database::Postgres if statement.starts_with("COPY") => copy(statement)?,
        Database::Mysql if statement.starts_with("LOAD") => load(statement)?,
        _ => return None,
    };
    Some(Problem {
        message: refusal.message,
        advice: refusal.advice,
        point: Point {
            length: refusal.length,
            ..statement.point
        },
    })
}

fn copy(statement: &Statement) -> Option<UnsupportedStatement> {
    // Lists of columns and queries are in parentheses, so few words come before these.
    let words = statement.words(usize::MAX);
    let (direction, _) = words
        .iter()
        .zip(words.iter().skip(1))
        .find(|(word, next)| {
            matches!(word.as_str(), "FROM" | "TO") && matches!(next.as_str(), "STDIN" | "STDOUT")
        })?;
    let mut refusal = match direction.as_str() {
        "FROM" => refuse(
            "only `psql` can read the rows of COPY … FROM STDIN from a script",
            "write the rows as INSERT statements: `pg_dump --inserts`, or faster \
             `--rows-per-insert=1000`, writes them so",
        ),
        _ => refuse(
            "COPY … TO STDOUT sends rows to a client, and no one takes them here",
            "remove the statement",
        ),
    };
    refusal.length = "COPY".len();
    Some(refusal)
}

fn load(statement: &Statement) -> Option<UnsupportedStatement> {
    let words = statement.words(4);
    words
        .iter()
        .any(|word| word == "LOCAL")
        .then(|| UnsupportedStatement {
            length: "LOAD".len(),
            ..refuse(
                "LOAD … LOCAL reads a file of the client, which is not allowed",
                "write the rows as INSERT statements, or load a file of the server without LOCAL",
            )
        })
}

fn refuse(message: &str, advice: &str) -> UnsupportedStatement {
    UnsupportedStatement {
        message: message.to_owned(),
        advice: advice.to_owned(),
        length: 1,
    }
}
