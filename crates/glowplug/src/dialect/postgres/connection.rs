//! Runs statements and transactions: the implementation of `Connection`.

use std::ops::DerefMut;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use diesel::row::Field;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection};
use futures_util::TryStreamExt;

use super::bind::Bound;
use super::facts;
use super::guard::milliseconds;
use super::split_points::may_be_parted;
use super::wire::Keep;
use super::{PostgresSession, value};
use crate::error::{Class, ServerError};
use crate::model::{Database, Executed, Row, Rows, Value};
use crate::session::{
    Access, Caching, Connection, Message, TextRows, Transaction, TransactionKind,
};
use crate::sql::{self, Classifier};

/// Starts a transaction with a fixed isolation level, whatever the database's default is.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// The `SELECT` takes a snapshot, after which the server refuses `SET TRANSACTION READ WRITE`.
const BEGIN_READ_ONLY: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; SELECT 1";

const SAVEPOINT: &str = "SAVEPOINT glowplug_savepoint";
const RELEASE_SAVEPOINT: &str = "RELEASE SAVEPOINT glowplug_savepoint; ";
const UNDO_TO_SAVEPOINT: &str = "ROLLBACK TO SAVEPOINT glowplug_savepoint";

/// Columns and rows of a result.
type Answer = (Option<Arc<[String]>>, Vec<Row>);

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Connection for PostgresSession<C> {
    fn database(&self) -> Database {
        Database::Postgres
    }

    fn judge(&self) -> Classifier {
        facts::judge
    }

    async fn run_message(&mut self, message: Message<'_>) -> Result<(), ServerError> {
        self.memory.ran(&message.facts);
        if !message.facts.is_concurrent || self.transaction().await? != Transaction::None {
            return self.run_watched(message.text).await;
        }
        self.limit_locks(None).await?;
        let ran = self.run_watched(message.text).await;
        let limit = self.memory.limits().lock_timeout;
        match self.limit_locks(limit).await {
            Err(error) if ran.is_ok() => Err(error),
            _ => ran,
        }
    }

    fn reports_failing_statement(&self) -> bool {
        self.own.is_some()
    }

    fn may_be_split(&self, sql: &str) -> bool {
        may_be_parted(sql)
    }

    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Rows, ServerError> {
        self.memory.executed(sql);
        let wrapped = self.wrap().await?;
        let answer = self.load(sql, values, reuse).await;
        let (columns, rows) = self.unwrap(wrapped, answer).await?;
        Ok(Rows {
            columns: columns.unwrap_or_default(),
            rows,
        })
    }

    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Executed, ServerError> {
        self.memory.executed(sql);
        let wrapped = self.wrap().await?;
        let answer = self.count_rows(sql, values, reuse).await;
        let rows_affected = self.unwrap(wrapped, answer).await?;
        Ok(Executed {
            rows_affected,
            last_insert_id: None,
        })
    }

    async fn query_text(&mut self, sql: &str, access: Access) -> Result<TextRows, ServerError> {
        self.memory.executed(sql);
        if access == Access::Write {
            return self.look(sql).await;
        }
        let count = sql::statements(Database::Postgres, sql.as_bytes()).count();
        if count > 1 {
            let message = format!("only one statement can be shown, and these are {count}");
            return Err(ServerError::new(Class::Other, message));
        }
        // `COPY` can write files and run programs on the server even in a read-only transaction.
        let mut statements = sql::statements(Database::Postgres, sql.as_bytes());
        let copies = |statement: sql::Statement| statement.words(1) == ["COPY"];
        if statements.any(|statement| statement.is_ok_and(copies)) {
            let message = "`COPY` may write files and run programs on the server";
            return Err(ServerError::new(Class::ReadOnly, message));
        }
        self.no_transaction().await?;
        self.send(BEGIN_READ_ONLY, Keep::Nothing).await?;
        let shown = self.look(sql).await;
        let ended = self.rollback().await;
        let shown = shown?;
        ended.map(|()| shown)
    }

    async fn query_text_all(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRows>, ServerError> {
        for statement in statements {
            self.memory.executed(statement);
        }
        self.look_at_all(statements).await
    }

    async fn savepoint(&mut self) -> Result<bool, ServerError> {
        if !self.memory.needs_savepoint() {
            return Ok(false);
        }
        let marked = self.memory.set_savepoint();
        let release = if marked { RELEASE_SAVEPOINT } else { "" };
        self.send(&format!("{release}{SAVEPOINT}"), Keep::Nothing)
            .await?;
        Ok(true)
    }

    async fn rollback_to_savepoint(&mut self) -> Result<(), ServerError> {
        self.memory.rolled_back();
        self.send(UNDO_TO_SAVEPOINT, Keep::Nothing).await
    }

    async fn begin(&mut self, _: TransactionKind) -> Result<(), ServerError> {
        self.no_transaction().await?;
        self.memory.began();
        let begun = self.send(BEGIN, Keep::Nothing).await;
        begun.map_err(|mut error| {
            // A standby: "cannot set transaction read-write mode during recovery".
            if error.code.as_deref() == Some("0A000") {
                error.class = Class::ReadOnly;
            }
            error
        })
    }

    async fn commit(&mut self) -> Result<(), ServerError> {
        if self.is_pooled() {
            // Settings were local to the transaction.
            self.memory.rolled_back();
        }
        if self.own.is_none() && self.transaction().await? == Transaction::Failed {
            self.send("ROLLBACK", Keep::Nothing).await?;
            return Err(failed_transaction());
        }
        self.send("COMMIT", Keep::Nothing).await?;
        // The server answers the `COMMIT` of a failed transaction with `ROLLBACK`.
        match &self.own {
            Some(own) if own.tap.lock().tag != "COMMIT" => Err(failed_transaction()),
            _ => Ok(()),
        }
    }

    async fn rollback(&mut self) -> Result<(), ServerError> {
        self.memory.rolled_back();
        match self.transaction().await? {
            Transaction::None => Ok(()),
            Transaction::Open(_) | Transaction::Failed => {
                self.send("ROLLBACK", Keep::Nothing).await
            }
        }
    }

    async fn transaction(&mut self) -> Result<Transaction, ServerError> {
        let Some(own) = &self.own else {
            return self.ask_for_transaction().await;
        };
        let heard = own.tap.lock();
        if heard.closed {
            let message = "the connection to the server was lost";
            return Err(ServerError::new(Class::ConnectionLost, message));
        }
        Ok(match heard.status {
            b'T' => Transaction::Open(heard.transactions.to_string()),
            b'E' => Transaction::Failed,
            _ => Transaction::None,
        })
    }
}

fn failed_transaction() -> ServerError {
    ServerError::new(
        Class::Other,
        "a statement had failed, so the server rolled the transaction back instead of committing",
    )
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Sets how long a statement may wait for a lock.
    async fn limit_locks(&mut self, limit: Option<Duration>) -> Result<(), ServerError> {
        let sql = format!("SET lock_timeout = {}", milliseconds(limit));
        self.send(&sql, Keep::Nothing).await
    }

    pub(super) async fn load(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Answer, ServerError> {
        let bound = self.bind(sql, values, reuse);
        // The stream is dropped, which closes its statement, before anything else is sent.
        let rows: Result<Vec<_>, _> = match self.connection.load(bound).await {
            Ok(stream) => stream.try_collect().await,
            Err(error) => Err(error),
        };
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) => return Err(self.explain(&error, sql).await),
        };
        let heard = self.own.as_ref();
        let heard = heard.and_then(|own| own.tap.lock().columns.take());
        let columns = heard.or_else(|| rows.first().map(names)).map(Arc::from);
        let known: Arc<[String]> = columns.clone().unwrap_or_default();
        let read = rows.iter().map(|row| read(row, &known));
        Ok((columns, read.collect::<Result<_, _>>()?))
    }

    async fn count_rows(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<u64, ServerError> {
        let bound = self.bind(sql, values, reuse);
        match self.connection.execute_returning_count(bound).await {
            Ok(rows) => Ok(rows as u64),
            Err(error) => Err(self.explain(&error, sql).await),
        }
    }

    fn bind(&self, sql: &str, values: &[Value], reuse: Caching) -> Bound {
        if let Some(own) = &self.own {
            own.tap.listen(Keep::Nothing);
        }
        let reuse = if self.is_pooled() {
            Caching::Once
        } else {
            reuse
        };
        Bound::new(sql, values, reuse)
    }

    /// Begins a transaction behind a pooler if none is open: only inside one do a prepared
    /// statement and its parameters reach the same server. Returns true if it did.
    async fn wrap(&mut self) -> Result<bool, ServerError> {
        let wraps = self.is_pooled() && self.transaction().await? == Transaction::None;
        if wraps {
            self.send(BEGIN, Keep::Nothing).await?;
        }
        Ok(wraps)
    }

    async fn unwrap<T>(
        &mut self,
        wrapped: bool,
        answer: Result<T, ServerError>,
    ) -> Result<T, ServerError> {
        if !wrapped {
            return answer;
        }
        match answer {
            Ok(answer) => self.commit().await.map(|()| answer),
            Err(error) => {
                // The first error is the one to report; a lost connection is rolled back by the
                // server.
                let _ = self.rollback().await;
                Err(error)
            }
        }
    }

    async fn no_transaction(&mut self) -> Result<(), ServerError> {
        match self.transaction().await? {
            Transaction::None => Ok(()),
            Transaction::Open(_) | Transaction::Failed => Err(ServerError::new(
                Class::Other,
                "a transaction is open on this connection already",
            )),
        }
    }

    /// Determines the transaction status without a tap: outside a transaction, two statements have
    /// different start times.
    async fn ask_for_transaction(&mut self) -> Result<Transaction, ServerError> {
        const START: &str = "SELECT pg_catalog.transaction_timestamp()::pg_catalog.text AS start";
        let mut starts = Vec::new();
        for _ in 0..2 {
            match self.load(START, &[], Caching::Prepared).await {
                Ok((_, rows)) => starts.extend(rows.first().map(|row| row[0].clone())),
                Err(error) if error.class == Class::ConnectionLost => return Err(error),
                // Nothing else can fail here.
                Err(_) => return Ok(Transaction::Failed),
            }
        }
        match starts.as_slice() {
            [Value::Text(first), Value::Text(second)] if first == second => {
                Ok(Transaction::Open(first.clone()))
            }
            _ => Ok(Transaction::None),
        }
    }
}

/// Returns the column names of a row.
fn names<'a>(row: &impl diesel::row::Row<'a, diesel::pg::Pg>) -> Vec<String> {
    (0..row.field_count())
        .map(|index| {
            let field = row.get(index);
            let name = field.as_ref().and_then(Field::field_name);
            name.unwrap_or_default().to_owned()
        })
        .collect()
}

/// Decodes the values of a row.
fn read<'a>(
    row: &impl diesel::row::Row<'a, diesel::pg::Pg>,
    columns: &Arc<[String]>,
) -> Result<Row, ServerError> {
    let values = (0..row.field_count()).map(|index| {
        let field = row.get(index);
        match field.as_ref().and_then(Field::value) {
            None => Ok(Value::Null),
            Some(value) => value::decode(value.get_oid().get(), value.as_bytes())
                .map_err(|_| unsupported(columns.get(index))),
        }
    });
    Ok(Row::new(columns.clone(), values.collect::<Result<_, _>>()?))
}

fn unsupported(column: Option<&String>) -> ServerError {
    let column = column.map_or("?", String::as_str);
    ServerError {
        hint: Some("cast it to text: `…::text`".to_owned()),
        ..ServerError::new(
            Class::Other,
            format!("the column `{column}` has a type or a value that is not read"),
        )
    }
}

/// Returns a value approximately as the server writes it.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(truth) => Some(if *truth { "t" } else { "f" }.to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::Bytes(bytes) => {
            let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
            Some(format!("\\x{}", digits.collect::<String>()))
        }
    }
}
