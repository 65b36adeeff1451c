//! Session reset, limits, and the schema of the bookkeeping: the implementation of `Guard`.

use std::ops::DerefMut;
use std::time::Duration;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::wire::Keep;
use crate::error::{Class, ServerError, UntrustedTable};
use crate::model::Value;
use crate::session::{
    BookkeepingLocation, Caching, Connection, Guard, Limits, LockAttempt, Request, Transaction,
};

/// Must be repeated after every `RESET ALL`.
pub(super) const CHECK_CLIENT: &str = "SET client_connection_check_interval = '500ms'";

/// Makes deferred constraints fail at the statement that violates them instead of at the end, in
/// every transaction that begins with a reset.
const CHECK_AT_ONCE: &str = "SET CONSTRAINTS ALL IMMEDIATE;\n";

/// What `DISCARD ALL` does, as far as possible in a transaction, except that the driver's prepared
/// statements are kept. <https://www.postgresql.org/docs/current/sql-discard.html>
const FORGET: &str = "CLOSE ALL;
    UNLISTEN *;
    RESET SESSION AUTHORIZATION;
    RESET ROLE;
    RESET ALL;
    DISCARD TEMP;
    DISCARD SEQUENCES;
    DO $glowplug$
    DECLARE
        statement pg_catalog.text;
    BEGIN
        FOR statement IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE from_sql LOOP
            EXECUTE pg_catalog.format('DEALLOCATE %I', statement);
        END LOOP;
    END
    $glowplug$;";

/// Returns true if no enabled event trigger could fire when a schema changes.
const IS_QUIET: &str = "SELECT NOT EXISTS (
        SELECT FROM pg_catalog.pg_event_trigger e WHERE e.evtenabled OPERATOR(pg_catalog.<>) 'D'
    )";

/// Returns the quoted schema of the bookkeeping, with a dot, and which of these tables exist in it,
/// each with whether it may be anything but an ordinary table of this user. One query on one table,
/// because a session's first access to each catalog costs the server most of a millisecond.
const PLACE: &str = "SELECT
        CASE WHEN place.schema IS NOT NULL THEN
            pg_catalog.format('%s.', place.schema::pg_catalog.regnamespace)
        END AS prefix,
        c.relname,
        c.relkind OPERATOR(pg_catalog.<>) 'r' OR c.relpersistence OPERATOR(pg_catalog.=) 't'
            OR c.relhastriggers OR c.relhasrules OR c.relrowsecurity
            OR pg_catalog.pg_get_userbyid(c.relowner) OPERATOR(pg_catalog.<>) current_user
            AS suspicious
    FROM (
        SELECT coalesce(
            (
                SELECT d.relnamespace
                FROM pg_catalog.pg_class d
                WHERE d.oid OPERATOR(pg_catalog.=)
                    pg_catalog.to_regclass('__diesel_schema_migrations')
            ),
            pg_catalog.to_regnamespace(pg_catalog.quote_ident(pg_catalog.current_schema()))
        ) AS schema
    ) place
    LEFT JOIN pg_catalog.pg_class c
        ON c.relnamespace OPERATOR(pg_catalog.=) place.schema
        AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}'::pg_catalog.\"char\"[])
        AND c.relname OPERATOR(pg_catalog.=) ANY (ARRAY[$names]::pg_catalog.name[])";

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Guard for PostgresSession<C> {
    async fn is_pooled(&mut self) -> Result<bool, ServerError> {
        if let Some(pooled) = self.pooled {
            return Ok(pooled);
        }
        // Without a tap: behind a pooler the backend changes between statements, if the pooler has
        // several and other clients use them.
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

    async fn reset_session(&mut self, limits: &Limits) -> Result<(), ServerError> {
        let pooled = self.is_pooled().await?;
        if pooled && self.transaction().await? == Transaction::None {
            // The session state is not ours to reset: other clients use this session too.
            return Ok(());
        }
        if self.memory.is_clean(limits) {
            return Ok(());
        }
        let reset = self.reset_text(limits);
        let is_quiet = match self.own {
            Some(_) => {
                let shown = self.look(&format!("{reset};\n{IS_QUIET}")).await?;
                let last = shown.rows.into_iter().last();
                last.into_iter().flatten().flatten().any(|cell| cell == "t")
            }
            None => {
                self.send(&reset, Keep::Nothing).await?;
                false
            }
        };
        self.memory.refreshed(limits, is_quiet);
        Ok(())
    }

    async fn run_all(
        &mut self,
        requests: &[Request<'_>],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        self.send_ahead(requests, answered).await
    }

    async fn bookkeeping_location(
        &mut self,
        names: &[&str],
    ) -> Result<BookkeepingLocation, ServerError> {
        let shown = self
            .look(&PLACE.replace("$names", &literals(names)))
            .await?;
        let mut prefix = None;
        let mut place = BookkeepingLocation::default();
        for row in shown.rows {
            let mut cells = row.into_iter();
            prefix = cells.next().flatten();
            place.tables.extend(cells.next().flatten());
            place.is_suspicious |= cells.next().flatten().as_deref() == Some("t");
        }
        place.prefix = prefix.ok_or_else(no_place)?;
        self.lock.is_in(&place.prefix);
        Ok(place)
    }

    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError> {
        Ok(self.bookkeeping_location(&[]).await?.prefix)
    }

    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError> {
        let mut tables = self.bookkeeping_location(names).await?.tables;
        tables.sort();
        Ok(tables)
    }

    async fn untrusted_tables(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<UntrustedTable>, ServerError> {
        self.look_for_strangers(names).await
    }
}

/// Returns these names as literals, separated by commas.
pub(super) fn literals(names: &[&str]) -> String {
    let literals: Vec<String> = names.iter().map(|name| literal(name)).collect();
    literals.join(", ")
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

/// Returns a text as a literal that is read the same whatever `standard_conforming_strings` is.
pub(super) fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "''");
    format!("E'{escaped}'")
}

/// Converts a limit. 0 means no limit, so anything below a millisecond becomes 1.
pub(super) fn milliseconds(limit: Option<Duration>) -> i32 {
    limit.map_or(0, |limit| {
        i32::try_from(limit.as_millis()).unwrap_or(i32::MAX).max(1)
    })
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Returns the statements that reset the session and set the limits.
    pub(super) fn reset_text(&self, limits: &Limits) -> String {
        let pooled = self.is_pooled();
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
        // As Diesel sets it, so that timestamps without time zone mean the same.
        sql.push_str(&format!(
            "{scope} TIME ZONE 'UTC';\n{scope} lock_timeout = {lock_timeout};\n\
             {scope} statement_timeout = {statement_timeout}"
        ));
        sql
    }

    async fn backend(&mut self) -> Result<Option<Value>, ServerError> {
        let sql = "SELECT pg_catalog.pg_backend_pid() AS backend";
        let rows = self.query(sql, &[], Caching::Once).await?.rows;
        Ok(rows.first().map(|row| row[0].clone()))
    }
}
