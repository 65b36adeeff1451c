//! Runs statements and transactions.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::nontransactional::judge;
use super::statement::{Answer, exec, leading_word, number, query, query_text};
use super::tokens::{Kind, tokens};
use super::{SqliteSession, offset, transaction};
use crate::error::{Class, ServerError};
use crate::model::{Database, Executed, Rows, Value};
use crate::session::{
    Access, Caching, Connection, Message, TextRows, Transaction, TransactionKind,
};
use crate::sql::{self, Classifier, Statement};

#[async_trait]
impl<C> Connection for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    fn database(&self) -> Database {
        Database::Sqlite
    }

    fn judge(&self) -> Classifier {
        judge
    }

    async fn run_message(&mut self, message: Message<'_>) -> Result<(), ServerError> {
        let text = message.text.to_owned();
        let run = match message.facts.statements {
            1 => run_one,
            _ => run_each,
        };
        self.work(move |connection, _| run(connection, &text)).await
    }

    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Rows, ServerError> {
        let (sql, values) = (sql.to_owned(), values.to_vec());
        self.work(move |connection, _| query(connection, &sql, &values, reuse))
            .await
    }

    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Executed, ServerError> {
        let (sql, values) = (sql.to_owned(), values.to_vec());
        self.work(move |connection, _| execute(connection, &sql, &values, reuse))
            .await
    }

    async fn query_text(&mut self, sql: &str, access: Access) -> Result<TextRows, ServerError> {
        let sql = sql.to_owned();
        self.work(move |connection, _| match access {
            Access::Write => show(connection, &sql),
            Access::ReadOnly => show_only(connection, &sql),
        })
        .await
    }

    async fn begin(&mut self, kind: TransactionKind) -> Result<(), ServerError> {
        self.work(move |connection, state| transaction::begin(connection, state, kind))
            .await
    }

    async fn commit(&mut self) -> Result<(), ServerError> {
        self.work(transaction::commit).await
    }

    async fn rollback(&mut self) -> Result<(), ServerError> {
        self.work(transaction::rollback).await
    }

    async fn transaction(&mut self) -> Result<Transaction, ServerError> {
        self.work(|connection, state| transaction::look(connection, &mut state.marks))
            .await
    }
}

fn run_one(connection: &mut SqliteConnection, sql: &str) -> Result<(), ServerError> {
    let done = exec(connection, sql);
    done.map_err(|error| offset::placed(connection, sql, error))
}

/// Runs statements one at a time, so that the failing one is known.
fn run_each(connection: &mut SqliteConnection, sql: &str) -> Result<(), ServerError> {
    let split: Result<Vec<Statement>, _> =
        sql::statements(Database::Sqlite, sql.as_bytes()).collect();
    let statements = match split {
        Ok(statements) if statements.len() > 1 => statements,
        _ => return run_one(connection, sql),
    };
    for (completed, statement) in statements.iter().enumerate() {
        if let Err(error) = exec(connection, &statement.text) {
            let mut error = offset::placed(connection, &statement.text, error);
            let start = usize::try_from(statement.point.offset).unwrap_or_default();
            error.offset = error.offset.map(|offset| offset + start);
            error.completed = Some(completed);
            return Err(error);
        }
    }
    Ok(())
}

fn execute(
    connection: &mut SqliteConnection,
    sql: &str,
    values: &[Value],
    reuse: Caching,
) -> Result<Executed, ServerError> {
    let before = number(connection, "SELECT total_changes()", &[])?;
    query(connection, sql, values, reuse)?;
    changed(connection, sql, before)
}

/// Returns the effect of a statement. If a statement changes nothing, `changes()` keeps the number
/// of an earlier statement, and `last_insert_rowid()` the id of an earlier row.
fn changed(
    connection: &mut SqliteConnection,
    sql: &str,
    before: i64,
) -> Result<Executed, ServerError> {
    if !writes_rows(sql) || number(connection, "SELECT total_changes()", &[])? == before {
        return Ok(Executed::default());
    }
    let rows = number(connection, "SELECT changes()", &[])?;
    let last_insert_id = if inserts(sql) {
        Some(number(connection, "SELECT last_insert_rowid()", &[])?)
    } else {
        None
    };
    Ok(Executed {
        rows_affected: rows.unsigned_abs(),
        last_insert_id,
    })
}

fn writes_rows(sql: &str) -> bool {
    matches!(
        leading_word(sql).as_str(),
        "INSERT" | "REPLACE" | "UPDATE" | "DELETE" | "WITH"
    )
}

fn inserts(sql: &str) -> bool {
    match leading_word(sql).as_str() {
        "INSERT" | "REPLACE" => true,
        "WITH" => tokens(sql).any(|token| token.is_word("INTO")),
        _ => false,
    }
}

fn show(connection: &mut SqliteConnection, sql: &str) -> Result<TextRows, ServerError> {
    let split: Result<Vec<Statement>, _> =
        sql::statements(Database::Sqlite, sql.as_bytes()).collect();
    if split.is_ok_and(|statements| statements.len() > 1) {
        // SQLite would run only the first.
        let message = "more than one statement; run them one by one";
        return Err(ServerError::new(Class::Syntax, message));
    }
    let before = number(connection, "SELECT total_changes()", &[])?;
    let Answer { columns, rows } = query_text(connection, sql)?;
    let affected = if columns.is_empty() && writes_rows(sql) {
        Some(changed(connection, sql, before)?.rows_affected)
    } else {
        None
    };
    Ok(TextRows {
        columns,
        rows,
        affected,
    })
}

/// Returns the rows of a read-only statement as text. `query_only` keeps SQLite from writing to the
/// database; statements that it does not cover are rejected.
fn show_only(connection: &mut SqliteConnection, sql: &str) -> Result<TextRows, ServerError> {
    if evades(sql) {
        let message = "the statement may do more than read";
        return Err(ServerError::new(Class::ReadOnly, message));
    }
    let before = number(connection, "PRAGMA query_only", &[])?;
    exec(connection, "PRAGMA query_only = 1")?;
    let shown = show(connection, sql);
    exec(connection, &format!("PRAGMA query_only = {before}"))?;
    shown
}

/// Pragmas that take an argument and only read.
const READING_PRAGMAS: &[&str] = &[
    "foreign_key_check",
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// Returns true if a statement has an effect in spite of `query_only`: on another file, the session
/// or its transaction.
fn evades(sql: &str) -> bool {
    match leading_word(sql).as_str() {
        "ATTACH" | "DETACH" | "VACUUM" | "BEGIN" | "COMMIT" | "END" | "ROLLBACK" | "SAVEPOINT"
        | "RELEASE" => true,
        // Pragmas take effect even in `EXPLAIN`.
        "PRAGMA" | "EXPLAIN" => {
            let words: Vec<_> = tokens(sql)
                .filter(|token| token.kind != Kind::Comment)
                .collect();
            let pragma = words.iter().any(|token| token.is_word("PRAGMA"));
            let argument = words.iter().any(|token| matches!(token.text, "=" | "("));
            let reads = words
                .iter()
                .any(|token| READING_PRAGMAS.contains(&token.name().to_ascii_lowercase().as_str()));
            pragma && argument && !reads
        }
        _ => false,
    }
}
