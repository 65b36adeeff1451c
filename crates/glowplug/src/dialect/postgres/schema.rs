//! Reads the whole schema as data.
//!
//! After a query that tells which kinds of objects do not occur, one query reads everything: each
//! kind as JSON in the form of [`catalog`](crate::catalog), with the OIDs that link parts to their
//! tables. Each kind has a file in `catalog/schema`. Left out are
//!
//! - system objects, members of extensions, temporary objects, the bookkeeping;
//! - what the server created for something else: indexes of constraints, sequences of identity
//!   columns, indexes on partitions that belong to a partitioned index, what partitions and child
//!   tables inherit, constructors of ranges, the `NOT NULL` constraints of PostgreSQL 18.
//!
//! Objects that the model keeps as complete statements
//! ([`OtherObject`](crate::catalog::OtherObject)) are in `catalog/schema/others`; each file also
//! builds the statements that create them. Objects that the model cannot represent are only named,
//! by `uncompared`.

mod assemble;
mod dependencies;
mod normalize;
mod row;
mod scope;

use std::ops::DerefMut;
use std::sync::LazyLock;

use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::wire::Keep;
use crate::catalog::Catalog;
use crate::error::{Class, ServerError};
use crate::session::{Caching, Connection, InspectOptions, TextRows, Transaction};
use row::SchemaRows;
use scope::Scope;

/// Fixes all settings of a database, role or session that affect how the server prints definitions,
/// and turns off JIT compilation, which does not pay for a query that runs once.
const SETTINGS: &str = "
    SELECT pg_catalog.set_config(
        'glowplug.schema',
        coalesce(pg_catalog.current_schema()::pg_catalog.text, ''),
        true
    );
    SET LOCAL search_path = pg_catalog, pg_temp;
    SET LOCAL datestyle = 'ISO, MDY';
    SET LOCAL intervalstyle = 'postgres';
    SET LOCAL timezone = 'UTC';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex';
    SET LOCAL lc_monetary = 'C';
    SET LOCAL quote_all_identifiers = off;
    SET LOCAL jit = off";

/// A query for one kind of object: a file of `catalog/schema`.
struct Part {
    name: &'static str,
    sql: &'static str,
    /// A condition; if it is false, the query would return nothing and is left out, because
    /// planning all of them takes the server longer than reading a small schema. OIDs below 16384
    /// belong to system objects.
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
    "others/collations" if "EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)",
    "others/conversions" if "EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
        OR EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)
        OR EXISTS (SELECT FROM pg_transform)
        OR EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
        OR EXISTS (SELECT FROM pg_am WHERE oid >= 16384)",
    "others/event_triggers" if "EXISTS (SELECT FROM pg_event_trigger)",
    "others/foreign" if "EXISTS (SELECT FROM pg_foreign_data_wrapper)",
    "others/marks" if "EXISTS (SELECT FROM pg_index WHERE indisclustered)
        OR EXISTS (SELECT FROM pg_class WHERE reltablespace <> 0 AND oid >= 16384)
        OR EXISTS (
            SELECT FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indexrelid
            WHERE i.indexprs IS NOT NULL AND i.indexrelid >= 16384 AND a.attstattarget >= 0
        )
        OR EXISTS (
            SELECT FROM pg_description d
            JOIN pg_class c ON c.oid = d.objoid
            WHERE d.classoid = 'pg_class'::regclass AND c.oid >= 16384
                AND (c.relkind = 'c' OR c.relkind IN ('i', 'I'))
        )",
    "others/operators" if "EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)
        OR EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384)",
    // The schema `public` of a new database has privileges, so it is checked separately.
    "others/privileges" if "EXISTS (SELECT FROM pg_default_acl)
        OR EXISTS (SELECT FROM pg_namespace WHERE nspacl IS NOT NULL AND oid >= 16384)
        OR EXISTS (
            SELECT FROM pg_namespace n
            JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid
            WHERE n.nspname = 'public' AND n.nspacl IS DISTINCT FROM i.initprivs
        )
        OR EXISTS (SELECT FROM pg_class WHERE relacl IS NOT NULL AND oid >= 16384)
        OR EXISTS (SELECT FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384)
        OR EXISTS (SELECT FROM pg_proc WHERE proacl IS NOT NULL AND oid >= 16384)
        OR EXISTS (SELECT FROM pg_type WHERE typacl IS NOT NULL AND oid >= 16384)
        OR EXISTS (SELECT FROM pg_foreign_server WHERE srvacl IS NOT NULL)
        OR (
            SELECT count(DISTINCT c.owner) > 1
            FROM (
                SELECT current_user::regrole::oid AS owner
                UNION ALL
                SELECT relowner FROM pg_class WHERE oid >= 16384 AND relnamespace >= 16384
                    OR oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm') AND relnamespace <> 'pg_toast'::regnamespace
                UNION ALL
                SELECT proowner FROM pg_proc WHERE oid >= 16384
                UNION ALL
                SELECT typowner FROM pg_type WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r')
                UNION ALL
                SELECT nspowner FROM pg_namespace WHERE oid >= 16384
            ) c
        )",
    "others/publications" if "EXISTS (SELECT FROM pg_publication)",
    "others/published_schemas"
        if "to_regclass('pg_catalog.pg_publication_namespace') IS NOT NULL AND EXISTS (SELECT FROM pg_publication)",
    "others/statistics" if "EXISTS (SELECT FROM pg_statistic_ext)",
    "others/text_search" if "EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384)
        OR EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)",
    "uncompared" if "EXISTS (SELECT FROM pg_foreign_server)
        OR EXISTS (
            SELECT FROM pg_type
            WHERE oid >= 16384 AND (typtype = 'p' OR typtype = 'b' AND typcategory <> 'A')
        )
        OR EXISTS (SELECT FROM pg_ts_parser WHERE oid >= 16384)
        OR EXISTS (SELECT FROM pg_ts_template WHERE oid >= 16384)
        OR EXISTS (SELECT subname FROM pg_subscription)
        OR EXISTS (SELECT FROM pg_seclabel)
        OR EXISTS (SELECT FROM pg_largeobject_metadata)
        OR EXISTS (SELECT FROM pg_am WHERE oid >= 16384 AND amtype = 't')
        OR EXISTS (SELECT FROM pg_class WHERE relkind = 'm' AND NOT relispopulated)
        OR EXISTS (
            SELECT FROM pg_db_role_setting s
            JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
        )",
];

/// Query that returns the names of all parts that would return nothing. Unqualified names resolve
/// to the server's own schema.
static ABSENT: LazyLock<String> = LazyLock::new(|| {
    let conditions = PARTS.iter().filter_map(|part| {
        let (name, only) = (part.name, part.only?);
        Some(format!("CASE WHEN {only} THEN NULL ELSE '{name}' END"))
    });
    let conditions: Vec<String> = conditions.collect();
    format!("SELECT concat_ws(' ', {})", conditions.join(", "))
});

/// Combines the parts into one query that returns a single JSON object.
fn query(range: Scope<'_>, absent: &str) -> String {
    let absent: Vec<&str> = absent.split(' ').collect();
    let is_left_out = |part: &Part| absent.contains(&part.name) || !range.reads(part.name);
    let parts = PARTS.iter().map(|part| match is_left_out(part) {
        true => format!("'{}', '[]'::json", part.name),
        false => format!(
            "'{}', (SELECT coalesce(json_agg(found), '[]') FROM (\n{}) found)",
            part.name, part.sql
        ),
    });
    let parts: Vec<String> = parts.collect();
    let sql = format!(
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
    );
    range.of(&sql)
}

/// Reads the schema, as far as the options ask, in its own transaction or inside the open one, and
/// leaves no setting changed.
pub(super) async fn read<C>(
    session: &mut PostgresSession<C>,
    options: &InspectOptions,
) -> Result<Catalog, ServerError>
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
        Ok(()) => ask(session, Scope::new(options)).await,
        Err(error) => Err(error),
    };
    let ended = session.send(after, Keep::Nothing).await;
    let answer = asked?;
    ended?;
    let found: SchemaRows = serde_json::from_str(&answer).map_err(|error| {
        ServerError::new(
            Class::Other,
            format!("the schema cannot be read from the server's answer: {error}"),
        )
    })?;
    Ok(assemble::gather(found))
}

async fn ask<C>(session: &mut PostgresSession<C>, range: Scope<'_>) -> Result<String, ServerError>
where
    C: DerefMut<Target = AsyncPgConnection> + Send,
{
    let absent = match range.is_whole() {
        true => first(session.look(&ABSENT).await?),
        false => None,
    };
    let query = query(range, absent.as_deref().unwrap_or_default());
    let answer = match range.is_whole() && session.own.is_some() && session.memory.keeps_prepared()
    {
        // Keeps the query prepared, so that the server plans it only once per session. Nothing was
        // run that could have deallocated prepared statements.
        true => {
            let (_, rows) = session.load(&query, &[], Caching::Prepared).await?;
            let answer = rows.first().and_then(|row| row[0].as_text());
            answer.map(str::to_owned)
        }
        false => first(session.look(&query).await?),
    };
    answer.ok_or_else(|| ServerError::new(Class::Other, "the server gave no schema"))
}

/// Returns the first value of a result.
fn first(shown: TextRows) -> Option<String> {
    shown.rows.into_iter().flatten().flatten().next()
}
