//! Runs statements and transactions.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncMysqlConnection;

use super::{Flavor, MysqlSession, facts, query, text_query, tokens};
use crate::error::{Class, ServerError};
use crate::model::{Database, Executed, Rows, Value};
use crate::session::{
    Access, Caching, Connection, Message, TextRows, Transaction, TransactionKind,
};
use crate::sql::Classifier;

/// Whether a transaction is open, and the session's counts of `BEGIN`, `COMMIT` and `ROLLBACK`.
/// Under autocommit a transaction starts with `BEGIN` or by chaining to the previous one, and both
/// are counted, so equal counts mean the same transaction.
const MARIADB_TRANSACTION: &str = "SELECT @@in_transaction, \
     (SELECT GROUP_CONCAT(variable_value ORDER BY variable_name SEPARATOR '.') \
     FROM information_schema.session_status \
     WHERE variable_name IN ('COM_BEGIN', 'COM_COMMIT', 'COM_ROLLBACK'))";

/// The event id of the open transaction. One in autocommit mode belongs to this query itself and is
/// excluded.
const MYSQL_TRANSACTION: &str = "SELECT CAST(event_id AS CHAR) \
     FROM performance_schema.events_transactions_current \
     WHERE thread_id = PS_CURRENT_THREAD_ID() AND state = 'ACTIVE' AND autocommit = 'NO'";

/// The error "Query was empty".
const EMPTY: &str = "42000 (1065)";

/// Fails inside a transaction; otherwise sets what is the default for the next transaction anyway.
const MYSQL_PROBE: &str = "SET TRANSACTION READ WRITE";

/// Whether MySQL instruments transactions, which it does by default.
const MYSQL_WATCHES: &str = "SELECT COUNT(*) FROM performance_schema.setup_consumers \
     WHERE name = 'events_transactions_current' AND enabled = 'YES'";

#[async_trait]
impl<C> Connection for MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    fn database(&self) -> Database {
        Database::Mysql
    }

    fn judge(&self) -> Classifier {
        facts::judge
    }

    async fn run_message(&mut self, message: Message<'_>) -> Result<(), ServerError> {
        let Message { text, facts } = message;
        self.memory
            .expect(&mut self.connection, text, facts.keeps_session_state)
            .await?;
        let running = query::run(&mut self.connection, text);
        let ran = match &mut self.watch {
            Some(watch) => watch.over(running).await,
            None => running.await,
        };
        match ran {
            // The text is a comment for other server versions, as in a dump by `mysqldump`.
            Err(error) if error.code.as_deref() == Some(EMPTY) => Ok(()),
            ran => ran,
        }
    }

    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Rows, ServerError> {
        self.expect(sql).await?;
        query::rows(&mut self.connection, sql, values, reuse).await
    }

    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Executed, ServerError> {
        self.expect(sql).await?;
        let rows_affected = query::execute(&mut self.connection, sql, values, reuse).await?;
        let mut executed = Executed {
            rows_affected,
            last_insert_id: None,
        };
        if matches!(tokens::first_word(sql).as_str(), "INSERT" | "REPLACE") {
            let sql = "SELECT LAST_INSERT_ID()";
            let rows = query::rows(&mut self.connection, sql, &[], Caching::Prepared).await?;
            let id = rows.rows.first().and_then(|row| row[0].as_integer());
            executed.last_insert_id = id.filter(|id| *id != 0);
        }
        Ok(executed)
    }

    async fn query_text(&mut self, sql: &str, access: Access) -> Result<TextRows, ServerError> {
        self.expect(sql).await?;
        if access == Access::Write {
            return text_query::show(&mut self.connection, sql).await;
        }
        if self.began {
            return Err(ServerError::new(
                Class::RefusesTransaction,
                "a statement that only reads has a transaction of its own",
            ));
        }
        text_query::check(sql)?;
        query::run(&mut self.connection, "START TRANSACTION READ ONLY").await?;
        let shown = text_query::show(&mut self.connection, sql).await;
        let ended = query::run(&mut self.connection, "ROLLBACK").await;
        let shown = shown?;
        ended.map(|()| shown)
    }

    async fn begin(&mut self, _kind: TransactionKind) -> Result<(), ServerError> {
        query::run(&mut self.connection, "START TRANSACTION").await?;
        self.began = true;
        Ok(())
    }

    async fn commit(&mut self) -> Result<(), ServerError> {
        query::run(&mut self.connection, "COMMIT").await?;
        self.began = false;
        Ok(())
    }

    async fn rollback(&mut self) -> Result<(), ServerError> {
        query::run(&mut self.connection, "ROLLBACK").await?;
        self.began = false;
        Ok(())
    }

    async fn transaction(&mut self) -> Result<Transaction, ServerError> {
        match self.home.flavor {
            Flavor::Mariadb => mariadb_transaction(&mut self.connection).await,
            Flavor::Mysql => mysql_transaction(&mut self.connection).await,
        }
    }
}

impl<C> MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    /// Records a statement that has not been judged yet.
    async fn expect(&mut self, sql: &str) -> Result<(), ServerError> {
        let is_inert = facts::is_inert(sql);
        self.memory
            .expect(&mut self.connection, sql, is_inert)
            .await
    }
}

async fn mariadb_transaction(
    connection: &mut AsyncMysqlConnection,
) -> Result<Transaction, ServerError> {
    let answer = query::rows(connection, MARIADB_TRANSACTION, &[], Caching::Prepared).await?;
    let row = answer.rows.first();
    if !row.and_then(|row| row[0].as_bool()).unwrap_or_default() {
        return Ok(Transaction::None);
    }
    let mark = row.and_then(|row| row[1].as_text()).unwrap_or_default();
    Ok(Transaction::Open(mark.to_owned()))
}

async fn mysql_transaction(
    connection: &mut AsyncMysqlConnection,
) -> Result<Transaction, ServerError> {
    let answer = query::rows(connection, MYSQL_TRANSACTION, &[], Caching::Prepared).await;
    let mark = answer.ok().and_then(|answer| {
        let row = answer.rows.first()?;
        Some(row[0].as_text()?.to_owned())
    });
    if let Some(mark) = mark {
        return Ok(Transaction::Open(mark));
    }
    let watches = query::rows(connection, MYSQL_WATCHES, &[], Caching::Prepared).await;
    let watches = watches.is_ok_and(|answer| {
        let count = answer.rows.first().and_then(|row| row[0].as_integer());
        count == Some(1)
    });
    if watches {
        return Ok(Transaction::None);
    }
    match query::run(connection, MYSQL_PROBE).await {
        Ok(()) => Ok(Transaction::None),
        Err(error) if error.class == Class::RefusesTransaction => {
            Ok(Transaction::Open(String::new()))
        }
        Err(error) => Err(error),
    }
}
