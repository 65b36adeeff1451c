//! What a session remembers, its limits, and where the bookkeeping is.

use std::ops::DerefMut;
use std::time::Duration;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::wire::Keep;
use crate::error::{Class, ServerError};
use crate::model::Value;
use crate::session::{Connection, Guard, Limits, LockAttempt, Reuse, Transaction};

/// Set again after every `RESET ALL`.
pub(super) const CHECK_CLIENT: &str = "SET client_connection_check_interval = '500ms'";

/// A broken constraint is told of at the statement that breaks it, in every transaction that begins
/// with a refresh, and not at the end.
const CHECK_AT_ONCE: &str = "SET CONSTRAINTS ALL IMMEDIATE;\n";

/// What `DISCARD ALL` does, as far as a transaction allows it, without the statements that the
/// driver prepared. <https://www.postgresql.org/docs/current/sql-discard.html>
const FORGET: &str = "CLOSE ALL;
    UNLISTEN *;
    RESET SESSION AUTHORIZATION;
    RESET ROLE;
    RESET ALL;
    DISCARD TEMP;
    DISCARD SEQUENCES;
    DO $glowplug$
    DECLARE
        statement text;
    BEGIN
        FOR statement IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE from_sql LOOP
            EXECUTE pg_catalog.format('DEALLOCATE %I', statement);
        END LOOP;
    END
    $glowplug$;";

/// The quoted schema of the bookkeeping, with a dot, and those of these tables that are in it. In one
/// look at one table, because a session's first look at each costs the server a good part of a
/// millisecond.
const PLACE: &str =
    "SELECT place.schema::pg_catalog.regnamespace::pg_catalog.text || '.' AS prefix,
        c.relname
    FROM (
        SELECT coalesce(
            (
                SELECT d.relnamespace
                FROM pg_catalog.pg_class d
                WHERE d.oid = pg_catalog.to_regclass('__diesel_schema_migrations')
            ),
            pg_catalog.to_regnamespace(pg_catalog.quote_ident(pg_catalog.current_schema()))
        ) AS schema
    ) place
    LEFT JOIN pg_catalog.pg_class c
        ON c.relnamespace = place.schema AND c.relkind IN ('r', 'p') AND c.relname IN ";

/// The schema that Diesel's table is in, or would be created in.
const SCHEMA: &str = "coalesce(
        (
            SELECT n.nspname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass('__diesel_schema_migrations')
        ),
        pg_catalog.current_schema()
    )";

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Guard for PostgresSession<C> {
    async fn pooled(&mut self) -> Result<bool, ServerError> {
        if let Some(pooled) = self.pooled {
            return Ok(pooled);
        }
        // Without a tap: the server's session changes from one statement to the next, if the
        // pooler has more than one and others use them too.
        let first = self.backend().await?;
        let second = self.backend().await?;
        let in_transaction = self.transaction().await? != Transaction::None;
        if !in_transaction {
            self.pooled = Some(first != second);
        }
        Ok(first != second)
    }

    async fn try_lock(&mut self) -> Result<LockAttempt, ServerError> {
        self.take_lock().await
    }

    async fn unlock(&mut self) -> Result<(), ServerError> {
        self.release_lock().await
    }

    async fn refresh(&mut self, limits: &Limits) -> Result<(), ServerError> {
        let pooled = self.pooled().await?;
        if pooled && self.transaction().await? == Transaction::None {
            // There is no session of ours that remembers anything, and others use this one.
            return Ok(());
        }
        if self.memory.is_clean(limits) {
            return Ok(());
        }
        let scope = if pooled { "SET LOCAL" } else { "SET" };
        let mut sql = CHECK_AT_ONCE.to_owned();
        if !self.memory.is_new() {
            sql.push_str(&format!("{FORGET}\n{}\n", self.lock.release_others()));
            let checks = self.own.as_ref().is_some_and(|own| own.checks_client);
            if checks && !pooled {
                sql.push_str(CHECK_CLIENT);
                sql.push_str(";\n");
            }
        }
        let lock_timeout = milliseconds(limits.lock_timeout);
        let statement_timeout = milliseconds(limits.statement_timeout);
        // As Diesel sets it, so that times without a zone mean the same.
        sql.push_str(&format!(
            "{scope} TIME ZONE 'UTC';\n{scope} lock_timeout = {lock_timeout};\n\
             {scope} statement_timeout = {statement_timeout}"
        ));
        self.send(&sql, Keep::Nothing).await?;
        self.memory.refreshed(limits);
        Ok(())
    }

    async fn bookkeeping_place(
        &mut self,
        names: &[&str],
    ) -> Result<(String, Vec<String>), ServerError> {
        let literals: Vec<String> = names.iter().map(|name| literal(name)).collect();
        let shown = self
            .look(&format!("{PLACE}({})", literals.join(", ")))
            .await?;
        let mut prefix = None;
        let mut found = Vec::new();
        for row in shown.rows {
            let mut cells = row.into_iter();
            prefix = cells.next().flatten();
            found.extend(cells.next().flatten());
        }
        let prefix = prefix.ok_or_else(no_place)?;
        self.lock.is_in(&prefix);
        Ok((prefix, found))
    }

    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError> {
        let sql = format!("SELECT pg_catalog.quote_ident({SCHEMA}) || '.' AS prefix");
        let shown = self.look(&sql).await?;
        let prefix = shown.rows.into_iter().flatten().next().flatten();
        prefix.ok_or_else(no_place)
    }

    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError> {
        let sql = format!(
            "SELECT c.relname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = {SCHEMA} AND c.relkind IN ('r', 'p')
                AND c.relname IN (SELECT pg_catalog.json_array_elements_text({}))
            ORDER BY c.relname",
            literal(&serde_json::json!(names).to_string())
        );
        let shown = self.look(&sql).await?;
        Ok(shown.rows.into_iter().flatten().flatten().collect())
    }
}

fn no_place() -> ServerError {
    ServerError {
        hint: Some("create the schema, or set `search_path` for the role".to_owned()),
        ..ServerError::new(
            Class::Missing,
            "none of the schemas in `search_path` exists, so there is no place for tables",
        )
    }
}

/// A text as a literal that means the same whatever `standard_conforming_strings` is.
pub(super) fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "''");
    format!("E'{escaped}'")
}

/// 0 means for ever, so less than a millisecond is one.
pub(super) fn milliseconds(limit: Option<Duration>) -> i32 {
    limit.map_or(0, |limit| {
        i32::try_from(limit.as_millis()).unwrap_or(i32::MAX).max(1)
    })
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    async fn backend(&mut self) -> Result<Option<Value>, ServerError> {
        let sql = "SELECT pg_catalog.pg_backend_pid() AS backend";
        let rows = self.query(sql, &[], Reuse::Once).await?.rows;
        Ok(rows.first().map(|row| row[0].clone()))
    }
}
