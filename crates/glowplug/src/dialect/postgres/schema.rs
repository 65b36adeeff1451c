//! The whole schema as data.
//!
//! One query reads everything: the server gives each kind of object as JSON in the form that
//! [`catalog`](crate::catalog) has, with the numbers by which parts find their tables; a file of
//! `catalog/schema` each. Left out are
//!
//! - the system, what extensions made, temporary objects, the bookkeeping;
//! - what the server made for something else: indexes of constraints, sequences of identity
//!   columns, parts of partitioned indexes, what partitions have from their table and heirs from
//!   theirs, constructors of ranges, the `NOT NULL` constraints of PostgreSQL 18;
//! - what the model has no place for: owners and grants, foreign tables, event triggers, extended
//!   statistics, operators, casts, collations, text search, publications, tablespaces, access
//!   methods, cluster marks, defaults of views' columns, and comments of what is no object of its
//!   own (an attribute, the index of a constraint).

mod flat;
mod found;
mod gather;
mod uses;

use std::ops::DerefMut;

use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::wire::Keep;
use crate::catalog::Catalog;
use crate::error::{Class, ServerError};
use crate::session::{Connection, Reuse, Transaction};
use found::Found;

/// All that a database, a role or a session may set and that shows in what the server writes; and
/// no time is spent on compiling a query that runs once.
const SETTINGS: &str = "
    SELECT pg_catalog.set_config(
        'glowplug.schema',
        coalesce(pg_catalog.current_schema()::text, ''),
        true
    );
    SET LOCAL search_path = '';
    SET LOCAL datestyle = 'ISO, MDY';
    SET LOCAL intervalstyle = 'postgres';
    SET LOCAL timezone = 'UTC';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex';
    SET LOCAL lc_monetary = 'C';
    SET LOCAL quote_all_identifiers = off;
    SET LOCAL jit = off";

/// The files of `catalog/schema` as one query, which answers with one JSON object.
macro_rules! query {
    ($first:literal $(, $part:literal)*) => {
        concat!(
            include_str!("catalog/schema/shared.sql"),
            "SELECT json_build_object(",
            query!(@ $first),
            $(", ", query!(@ $part),)*
            ", 'default_schema', nullif(current_setting('glowplug.schema'), '')
            )::text AS schema
            FROM (
                SELECT set_config(
                    'search_path',
                    concat_ws(
                        ', ',
                        quote_ident(nullif(current_setting('glowplug.schema'), '')),
                        'pg_temp'
                    ),
                    true
                )
            ) visible"
        )
    };
    (@ $part:literal) => {
        concat!(
            "'",
            $part,
            "', (SELECT coalesce(json_agg(found), '[]') FROM (\n",
            include_str!(concat!("catalog/schema/", $part, ".sql")),
            ") found)"
        )
    };
}

const QUERY: &str = query!(
    "schemas",
    "extensions",
    "enums",
    "domains",
    "composites",
    "ranges",
    "sequences",
    "tables",
    "columns",
    "constraints",
    "indexes",
    "views",
    "functions",
    "triggers",
    "policies",
    "rules",
    "types",
    "members",
    "dependencies",
    "belongings"
);

/// Reads the schema, in a transaction of its own or in the one that is open, and leaves nothing
/// set.
pub(super) async fn read<C>(session: &mut PostgresSession<C>) -> Result<Catalog, ServerError>
where
    C: DerefMut<Target = AsyncPgConnection> + Send,
{
    let (before, after) = match session.transaction().await? {
        Transaction::None => (
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            "ROLLBACK",
        ),
        Transaction::Open(_) | Transaction::Failed => (
            "SAVEPOINT glowplug_schema",
            "ROLLBACK TO SAVEPOINT glowplug_schema; RELEASE SAVEPOINT glowplug_schema",
        ),
    };
    session.send(before, Keep::Nothing).await?;
    let asked = ask(session).await;
    let ended = session.send(after, Keep::Nothing).await;
    let answer = asked?;
    ended?;
    let found: Found = serde_json::from_str(&answer).map_err(|error| {
        ServerError::new(
            Class::Other,
            format!("the schema cannot be read from the server's answer: {error}"),
        )
    })?;
    Ok(gather::gather(found))
}

async fn ask<C>(session: &mut PostgresSession<C>) -> Result<String, ServerError>
where
    C: DerefMut<Target = AsyncPgConnection> + Send,
{
    session.send(SETTINGS, Keep::Nothing).await?;
    let answer = match session.own.is_some() && session.memory.is_new() {
        // The server takes longer to plan the query than to run it on a small schema. Nothing was run
        // that could have taken away what is prepared.
        true => {
            let (_, rows) = session.load(QUERY, &[], Reuse::Often).await?;
            let answer = rows.first().and_then(|row| row[0].as_text());
            answer.map(str::to_owned)
        }
        false => {
            let shown = session.look(QUERY).await?;
            shown.rows.into_iter().flatten().flatten().next()
        }
    };
    answer.ok_or_else(|| ServerError::new(Class::Other, "the server gave no schema"))
}
