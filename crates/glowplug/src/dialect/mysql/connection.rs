//! Statements and transactions.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncMysqlConnection;

use super::{Flavor, MysqlSession, query, show, tokens};
use crate::error::{Class, ServerError};
use crate::model::{Database, Executed, Rows, Value};
use crate::session::{Access, Connection, Reuse, Shown, Transaction, TransactionKind};

/// Under autocommit a transaction opens with a statement of its own or by chaining, and the
/// session counts those: equal counts are one transaction.
const MARIADB_TRANSACTION: &str = "SELECT @@in_transaction, \
     (SELECT GROUP_CONCAT(variable_value ORDER BY variable_name SEPARATOR '.') \
     FROM information_schema.session_status \
     WHERE variable_name IN ('COM_BEGIN', 'COM_COMMIT', 'COM_ROLLBACK'))";

/// The server numbers the transactions of a session as events; one without `START TRANSACTION`
/// is this query's own.
const MYSQL_TRANSACTION: &str = "SELECT CAST(event_id AS CHAR) \
     FROM performance_schema.events_transactions_current \
     WHERE thread_id = PS_CURRENT_THREAD_ID() AND state = 'ACTIVE' AND autocommit = 'NO'";

/// "Query was empty".
const EMPTY: &str = "42000 (1065)";

/// Refused inside a transaction, and otherwise what the next transaction is anyway.
const MYSQL_PROBE: &str = "SET TRANSACTION READ WRITE";

/// Whether MySQL watches transactions, which it does unless told otherwise.
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

    async fn run(&mut self, sql: &str) -> Result<(), ServerError> {
        self.memory.expect(&mut self.connection, sql).await?;
        let running = query::run(&mut self.connection, sql);
        let ran = match &mut self.watch {
            Some(watch) => watch.over(running).await,
            None => running.await,
        };
        match ran {
            // A comment for other versions of the server, as `mysqldump` writes them.
            Err(error) if error.code.as_deref() == Some(EMPTY) => Ok(()),
            ran => ran,
        }
    }

    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Reuse,
    ) -> Result<Rows, ServerError> {
        self.memory.expect(&mut self.connection, sql).await?;
        query::rows(&mut self.connection, sql, values, reuse).await
    }

    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Reuse,
    ) -> Result<Executed, ServerError> {
        self.memory.expect(&mut self.connection, sql).await?;
        let rows_affected = query::execute(&mut self.connection, sql, values, reuse).await?;
        let mut executed = Executed {
            rows_affected,
            last_insert_id: None,
        };
        if matches!(tokens::first_word(sql).as_str(), "INSERT" | "REPLACE") {
            let sql = "SELECT LAST_INSERT_ID()";
            let rows = query::rows(&mut self.connection, sql, &[], Reuse::Often).await?;
            let id = rows.rows.first().and_then(|row| row[0].as_integer());
            executed.last_insert_id = id.filter(|id| *id != 0);
        }
        Ok(executed)
    }

    async fn show(&mut self, sql: &str, access: Access) -> Result<Shown, ServerError> {
        self.memory.expect(&mut self.connection, sql).await?;
        if access == Access::Write {
            return show::show(&mut self.connection, sql).await;
        }
        if self.began {
            return Err(ServerError::new(
                Class::RefusesTransaction,
                "a statement that only reads has a transaction of its own",
            ));
        }
        show::check(sql)?;
        query::run(&mut self.connection, "START TRANSACTION READ ONLY").await?;
        let shown = show::show(&mut self.connection, sql).await;
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

async fn mariadb_transaction(
    connection: &mut AsyncMysqlConnection,
) -> Result<Transaction, ServerError> {
    let answer = query::rows(connection, MARIADB_TRANSACTION, &[], Reuse::Often).await?;
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
    let answer = query::rows(connection, MYSQL_TRANSACTION, &[], Reuse::Often).await;
    let mark = answer.ok().and_then(|answer| {
        let row = answer.rows.first()?;
        Some(row[0].as_text()?.to_owned())
    });
    if let Some(mark) = mark {
        return Ok(Transaction::Open(mark));
    }
    let watches = query::rows(connection, MYSQL_WATCHES, &[], Reuse::Often).await;
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
