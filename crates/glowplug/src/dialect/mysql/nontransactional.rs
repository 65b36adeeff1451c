//! Finds out whether an interrupted statement took effect. DDL on tables is atomic per statement in
//! MySQL 8 and in MariaDB 10.6 and later, even if the server crashes, so comparing the definitions
//! before and after is enough. The lock is held until a statement whose client died has ended.
//!
//! A statement that leaves every definition unchanged cannot be detected. Repeating it does no
//! harm, with one exception: `ALTER TABLE … EXCHANGE PARTITION`.

use std::fmt::Write as _;
use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncMysqlConnection;
use sha2::{Digest, Sha256};

use super::statement_target::{self, StatementTarget};
use super::{MysqlSession, query};
use crate::error::{Class, ServerError};
use crate::model::{Row, Value};
use crate::session::{Caching, NonTransactional, Resolution};
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
/// Readable only by administrators, who are also the ones who change accounts.
const MARIADB_ACCOUNTS: &str = "SELECT user, host FROM mysql.global_priv \
     UNION ALL SELECT CONCAT(user, '@', host), role FROM mysql.roles_mapping ORDER BY 1, 2";
const MYSQL_ACCOUNTS: &str = "SELECT user, host FROM mysql.user \
     UNION ALL SELECT CONCAT(from_user, '@', from_host), CONCAT(to_user, '@', to_host) \
     FROM mysql.role_edges ORDER BY 1, 2";

#[async_trait]
impl<C> NonTransactional for MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    async fn note_before(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
        self.fingerprint(&statement_target::subject(&statement.text))
            .await
    }

    async fn resolve_interrupted(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let Some(before) = before else {
            return Ok(Resolution::Repeat);
        };
        let now = self
            .fingerprint(&statement_target::subject(&statement.text))
            .await?;
        // Without a visible difference, the statement is repeated.
        if now.is_none_or(|now| now == before) {
            return Ok(Resolution::Repeat);
        }
        self.finish_drop(&statement.text).await?;
        Ok(Resolution::Applied)
    }
}

impl<C> MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    /// Returns a hash of the subject's current definition.
    async fn fingerprint(
        &mut self,
        subject: &StatementTarget,
    ) -> Result<Option<String>, ServerError> {
        let queries: &[&str] = match subject {
            StatementTarget::Tables(names) => return self.definitions(names).await,
            StatementTarget::Triggers => &[TRIGGERS],
            StatementTarget::Routines => &[ROUTINES],
            StatementTarget::Events => &[EVENTS],
            StatementTarget::Databases => &[DATABASES],
            StatementTarget::Accounts if self.home.is_mariadb() => &[PRIVILEGES, MARIADB_ACCOUNTS],
            StatementTarget::Accounts => &[PRIVILEGES, MYSQL_ACCOUNTS],
            StatementTarget::Nothing => return Ok(None),
        };
        let mut text = String::new();
        for sql in queries {
            match query::rows(&mut self.connection, sql, &[], Caching::Prepared).await {
                Ok(answer) => answer.rows.iter().for_each(|row| append(&mut text, row)),
                Err(error) if error.class == Class::Privilege => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(hash(&text)))
    }

    /// Returns a hash of the definitions of tables, views and sequences.
    async fn definitions(&mut self, names: &[String]) -> Result<Option<String>, ServerError> {
        let mut text = String::new();
        for name in names {
            let sql = format!("SHOW CREATE TABLE {name}");
            match query::rows(&mut self.connection, &sql, &[], Caching::Once).await {
                Ok(answer) => answer.rows.iter().for_each(|row| append(&mut text, row)),
                Err(error) if error.class == Class::ConnectionLost => return Err(error),
                // It does not exist, or is a view whose tables do not: that is its state.
                Err(error) => text.push_str(error.code.as_deref().unwrap_or_default()),
            }
            text.push('\n');
        }
        Ok((!names.is_empty()).then(|| hash(&text)))
    }

    /// Completes an interrupted `DROP TABLE` of several tables: on MariaDB each drop is atomic, but
    /// not the whole statement.
    async fn finish_drop(&mut self, sql: &str) -> Result<(), ServerError> {
        let names = statement_target::dropped(sql);
        if names.len() > 1 {
            let sql = format!("DROP TABLE IF EXISTS {}", names.join(", "));
            query::run(&mut self.connection, &sql).await?;
        }
        Ok(())
    }
}

/// Appends a row, without `AUTO_INCREMENT` counters, which other sessions advance.
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

/// Strips the next auto-increment value from a table's definition.
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
