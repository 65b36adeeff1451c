//! The whole schema as data.
//!
//! One query reads everything, after one that asks what there is nothing of: the server gives each kind
//! of object as JSON in the form that [`catalog`](crate::catalog) has, with the numbers by which parts
//! find their tables; a file of `catalog/schema` each. Left out are
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
use std::sync::LazyLock;

use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::wire::Keep;
use crate::catalog::Catalog;
use crate::error::{Class, ServerError};
use crate::session::{Connection, Reuse, Shown, Transaction};
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

/// A file of `catalog/schema`.
struct Part {
    name: &'static str,
    sql: &'static str,
    /// Where this is false the part finds nothing: planning all of them takes the server longer than
    /// reading a small schema. Numbers below 16384 are the server's own.
    /// <https://www.postgresql.org/docs/current/system-catalog-initial-data.html>
    only: Option<&'static str>,
}

macro_rules! parts {
    ($($name:literal $(if $only:literal)?,)*) => {
        &[$(Part {
            name: $name,
            sql: include_str!(concat!("catalog/schema/", $name, ".sql")),
            only: parts!(@ $($only)?),
        },)*]
    };
    (@ $only:literal) => { Some($only) };
    (@) => { None };
}

const PARTS: &[Part] = parts![
    "schemas",
    "extensions",
    "enums" if "EXISTS (SELECT FROM pg_type WHERE typtype = 'e')",
    "domains" if "EXISTS (SELECT FROM pg_type WHERE typtype = 'd' AND oid >= 16384)",
    "composites" if "EXISTS (SELECT FROM pg_class WHERE relkind = 'c')",
    "ranges" if "EXISTS (SELECT FROM pg_range WHERE rngtypid >= 16384)",
    "sequences",
    "tables",
    "columns",
    "constraints",
    "indexes",
    "views" if "EXISTS (SELECT FROM pg_class WHERE relkind IN ('v', 'm') AND oid >= 16384)",
    "functions" if "EXISTS (SELECT FROM pg_proc WHERE oid >= 16384)",
    "triggers" if "EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)",
    "policies" if "EXISTS (SELECT FROM pg_policy)",
    "rules" if "EXISTS (SELECT FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384)",
    "types",
    "members" if "EXISTS (SELECT FROM pg_extension WHERE oid >= 16384)",
    "dependencies",
    "belongings" if "EXISTS (SELECT FROM pg_extension WHERE oid >= 16384)",
];

/// The query whose one answer names the parts that find nothing. `search_path` is empty.
static ABSENT: LazyLock<String> = LazyLock::new(|| {
    let conditions = PARTS.iter().filter_map(|part| {
        let (name, only) = (part.name, part.only?);
        Some(format!("CASE WHEN {only} THEN NULL ELSE '{name}' END"))
    });
    let conditions: Vec<String> = conditions.collect();
    format!("SELECT concat_ws(' ', {})", conditions.join(", "))
});

/// The parts as one query, which answers with one JSON object.
fn query(absent: &str) -> String {
    let absent: Vec<&str> = absent.split(' ').collect();
    let parts = PARTS.iter().map(|part| match absent.contains(&part.name) {
        true => format!("'{}', '[]'::json", part.name),
        false => format!(
            "'{}', (SELECT coalesce(json_agg(found), '[]') FROM (\n{}) found)",
            part.name, part.sql
        ),
    });
    let parts: Vec<String> = parts.collect();
    format!(
        "{}SELECT json_build_object(
            {},
            'default_schema', nullif(current_setting('glowplug.schema'), '')
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
        ) visible",
        include_str!("catalog/schema/shared.sql"),
        parts.join(", ")
    )
}

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
    let set = session
        .send(&format!("{before};{SETTINGS}"), Keep::Nothing)
        .await;
    let asked = match set {
        Ok(()) => ask(session).await,
        Err(error) => Err(error),
    };
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
    let absent = first(session.look(&ABSENT).await?);
    let query = query(absent.as_deref().unwrap_or_default());
    let answer = match session.own.is_some() && session.memory.is_new() {
        // So that the server plans it once for all times that this session asks. Nothing was run that
        // could have taken away what is prepared.
        true => {
            let (_, rows) = session.load(&query, &[], Reuse::Often).await?;
            let answer = rows.first().and_then(|row| row[0].as_text());
            answer.map(str::to_owned)
        }
        false => first(session.look(&query).await?),
    };
    answer.ok_or_else(|| ServerError::new(Class::Other, "the server gave no schema"))
}

/// The first value of an answer.
fn first(shown: Shown) -> Option<String> {
    shown.rows.into_iter().flatten().flatten().next()
}
