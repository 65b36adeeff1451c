//! Statement by statement. One statement on tables took effect or did not, on MySQL 8 and MariaDB
//! 10.6 and later, also when the server stops in the middle; so comparing the definitions before
//! and after tells which. The lock is held until a statement whose client died has ended.
//!
//! What cannot be told apart: a statement that leaves every definition as it was. Repeating it
//! does no harm, with one exception: `ALTER TABLE … EXCHANGE PARTITION`.

use std::fmt::Write as _;
use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncMysqlConnection;
use sha2::{Digest, Sha256};

use super::subject::{self, Subject};
use super::{MysqlSession, query};
use crate::error::{Class, ServerError};
use crate::model::{Row, Value};
use crate::session::{Reuse, Settled, Standing, Steps};
use crate::sql::Statement;

const TRIGGERS: &str = "SELECT trigger_schema, trigger_name, event_object_table, action_timing, \
     event_manipulation, action_order, action_statement, definer \
     FROM information_schema.triggers ORDER BY 1, 2";
const ROUTINES: &str = "SELECT routine_schema, routine_name, routine_type, dtd_identifier, \
     routine_definition, security_type, sql_data_access, is_deterministic, routine_comment, \
     definer FROM information_schema.routines ORDER BY 1, 2, 3";
const EVENTS: &str = "SELECT event_schema, event_name, event_definition, interval_value, \
     interval_field, execute_at, starts, ends, status, on_completion, event_comment, definer \
     FROM information_schema.events ORDER BY 1, 2";
const DATABASES: &str = "SELECT schema_name, default_character_set_name, default_collation_name \
     FROM information_schema.schemata ORDER BY 1";
const PRIVILEGES: &str = "SELECT grantee, '', '', '', privilege_type, is_grantable \
     FROM information_schema.user_privileges \
     UNION SELECT grantee, table_schema, '', '', privilege_type, is_grantable \
     FROM information_schema.schema_privileges \
     UNION SELECT grantee, table_schema, table_name, '', privilege_type, is_grantable \
     FROM information_schema.table_privileges \
     UNION SELECT grantee, table_schema, table_name, column_name, privilege_type, is_grantable \
     FROM information_schema.column_privileges ORDER BY 1, 2, 3, 4, 5, 6";
/// Readable by administrators only, and they are the ones who change accounts.
const MARIADB_ACCOUNTS: &str = "SELECT user, host FROM mysql.global_priv \
     UNION ALL SELECT CONCAT(user, '@', host), role FROM mysql.roles_mapping ORDER BY 1, 2";
const MYSQL_ACCOUNTS: &str = "SELECT user, host FROM mysql.user \
     UNION ALL SELECT CONCAT(from_user, '@', from_host), CONCAT(to_user, '@', to_host) \
     FROM mysql.role_edges ORDER BY 1, 2";

#[async_trait]
impl<C> Steps for MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    fn standing(&self, statement: &Statement) -> Standing {
        if subject::commits(&statement.text) {
            Standing::Alone
        } else {
            Standing::Shared
        }
    }

    async fn note(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
        self.fingerprint(&subject::subject(&statement.text)).await
    }

    async fn settle(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Settled, ServerError> {
        let Some(before) = before else {
            return Ok(Settled::Again);
        };
        let now = self.fingerprint(&subject::subject(&statement.text)).await?;
        // What cannot be told apart is repeated.
        if now.is_none_or(|now| now == before) {
            return Ok(Settled::Again);
        }
        self.finish_drop(&statement.text).await?;
        Ok(Settled::Done)
    }
}

impl<C> MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    /// A short text that changes with what the subject says.
    async fn fingerprint(&mut self, subject: &Subject) -> Result<Option<String>, ServerError> {
        let queries: &[&str] = match subject {
            Subject::Tables(names) => return self.definitions(names).await,
            Subject::Triggers => &[TRIGGERS],
            Subject::Routines => &[ROUTINES],
            Subject::Events => &[EVENTS],
            Subject::Databases => &[DATABASES],
            Subject::Accounts if self.home.is_mariadb() => &[PRIVILEGES, MARIADB_ACCOUNTS],
            Subject::Accounts => &[PRIVILEGES, MYSQL_ACCOUNTS],
            Subject::Nothing => return Ok(None),
        };
        let mut text = String::new();
        for sql in queries {
            match query::rows(&mut self.connection, sql, &[], Reuse::Often).await {
                Ok(answer) => answer.rows.iter().for_each(|row| append(&mut text, row)),
                Err(error) if error.class == Class::Privilege => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(hash(&text)))
    }

    /// The definitions of tables, views and sequences.
    async fn definitions(&mut self, names: &[String]) -> Result<Option<String>, ServerError> {
        let mut text = String::new();
        for name in names {
            let sql = format!("SHOW CREATE TABLE {name}");
            match query::rows(&mut self.connection, &sql, &[], Reuse::Once).await {
                Ok(answer) => answer.rows.iter().for_each(|row| append(&mut text, row)),
                Err(error) if error.class == Class::ConnectionLost => return Err(error),
                // Missing, or a view whose tables are missing: that is its state.
                Err(error) => text.push_str(error.code.as_deref().unwrap_or_default()),
            }
            text.push('\n');
        }
        Ok((!names.is_empty()).then(|| hash(&text)))
    }

    /// Drops what an interrupted `DROP TABLE` of several tables left: on MariaDB the statement is
    /// atomic for each table, not as a whole.
    async fn finish_drop(&mut self, sql: &str) -> Result<(), ServerError> {
        let names = subject::dropped(sql);
        if names.len() > 1 {
            let sql = format!("DROP TABLE IF EXISTS {}", names.join(", "));
            query::run(&mut self.connection, &sql).await?;
        }
        Ok(())
    }
}

/// Adds a row; counters of `AUTO_INCREMENT`, which other sessions move on, left out.
fn append(text: &mut String, row: &Row) {
    for value in row.values() {
        match value {
            Value::Text(value) => text.push_str(&without_counter(value)),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(text, "{other:?}");
            }
        }
        text.push('\t');
    }
    text.push('\n');
}

/// A table's definition without the next value of its key.
fn without_counter(definition: &str) -> String {
    const COUNTER: &str = " AUTO_INCREMENT=";
    let Some((before, after)) = definition.rsplit_once(COUNTER) else {
        return definition.to_owned();
    };
    format!(
        "{before}{}",
        after.trim_start_matches(|c: char| c.is_ascii_digit())
    )
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
