//! Statements that cannot run in a transaction: finds out whether an interrupted one took effect,
//! and cleans up after it.

mod kind;

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use crate::error::{Blocker, Class, ServerError};
use crate::model::{Row, Value};
use crate::session::{Caching, Connection, NonTransactional, Resolution};
use crate::sql::Statement;
pub(super) use kind::Kind;
use kind::Place;

/// The note that an object did not exist before the statement.
const ABSENT: &str = "absent";
/// The note that an object existed before the statement.
const PRESENT: &str = "present";

/// Reads the indexes of a table: OID, name, whether valid, and which backend is building each.
const INDEXES: &str = "SELECT i.indexrelid::bigint AS oid, i.indisvalid AS valid,
        pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
        c.relname OPERATOR(pg_catalog.=) (pg_catalog.parse_ident($2))[1] AS named,
        c.relkind OPERATOR(pg_catalog.=) 'i' AS plain,
        (
            SELECT pg_catalog.min(p.pid)::bigint
            FROM pg_catalog.pg_stat_progress_create_index p
            WHERE p.index_relid OPERATOR(pg_catalog.=) i.indexrelid
                AND p.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
        ) AS builder
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE i.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)
    ORDER BY i.indexrelid";

/// Reads the invalid indexes that `REINDEX … CONCURRENTLY` left behind: of an index's table, a
/// table, a schema, or the whole database.
/// <https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY>
const LEFTOVERS: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
        (
            SELECT pg_catalog.min(p.pid)::bigint
            FROM pg_catalog.pg_stat_progress_create_index p
            WHERE p.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
                AND p.relid OPERATOR(pg_catalog.=) i.indrelid
        ) AS builder
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN pg_catalog.pg_class owner ON owner.reltoastrelid OPERATOR(pg_catalog.=) t.oid
    WHERE NOT i.indisvalid AND c.relkind OPERATOR(pg_catalog.=) 'i'
        AND c.relname OPERATOR(pg_catalog.~) '_cc(new|old)[0-9]*$'
        AND CASE
            WHEN $1 OPERATOR(pg_catalog.=) 'INDEX' THEN t.oid OPERATOR(pg_catalog.=) (
                SELECT x.indrelid FROM pg_catalog.pg_index x
                WHERE x.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($2)
            )
            WHEN $1 OPERATOR(pg_catalog.=) 'TABLE' THEN
                t.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($2)
                OR owner.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($2)
            WHEN $1 OPERATOR(pg_catalog.=) 'SCHEMA' THEN
                coalesce(owner.relnamespace, t.relnamespace) OPERATOR(pg_catalog.=) (
                    SELECT s.oid FROM pg_catalog.pg_namespace s
                    WHERE s.nspname OPERATOR(pg_catalog.=) (pg_catalog.parse_ident($2))[1]
                )
            ELSE true
        END
    ORDER BY i.indexrelid";

/// Returns one row if a partition is attached to its parent, with whether its detach is pending.
const PARTITION: &str = "SELECT coalesce(
            pg_catalog.jsonb_extract_path_text(
                pg_catalog.to_jsonb(i), 'inhdetachpending'
            )::boolean,
            false
        ) AS pending
    FROM pg_catalog.pg_inherits i
    WHERE i.inhparent OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)
        AND i.inhrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($2)";

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> NonTransactional for PostgresSession<C> {
    async fn note_before(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
        match Kind::of(statement) {
            Kind::BuildIndex { table, .. } => {
                let indexes = self.indexes(&table, None).await?;
                let noted = indexes.iter().map(Index::noted);
                Ok(Some(noted.collect::<Vec<_>>().join(" ")))
            }
            Kind::Detach { .. } | Kind::DropIndex { .. } | Kind::Create(..) | Kind::Drop(..) => {
                let there = self.is_there(&Kind::of(statement)).await?;
                Ok(Some(if there { PRESENT } else { ABSENT }.to_owned()))
            }
            Kind::Reindex { .. } | Kind::Alone | Kind::Shared => Ok(None),
        }
    }

    async fn resolve_interrupted(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let kind = Kind::of(statement);
        match &kind {
            Kind::BuildIndex { table, name } => match name {
                Some(name) => self.settle_named(table, name, before).await,
                None => self.settle_unnamed(table, before).await,
            },
            Kind::Reindex { what, name } => self.settle_reindex(what, name).await,
            Kind::Detach { parent, partition } => {
                self.settle_detach(parent, partition, before).await
            }
            Kind::DropIndex { .. } | Kind::Drop(..) => {
                let there = self.is_there(&kind).await?;
                Ok(done_if(before == Some(PRESENT) && !there))
            }
            Kind::Create(..) => {
                let there = self.is_there(&kind).await?;
                Ok(done_if(before == Some(ABSENT) && there))
            }
            Kind::Alone | Kind::Shared => Ok(Resolution::Repeat),
        }
    }
}

const fn done_if(done: bool) -> Resolution {
    if done {
        Resolution::Applied
    } else {
        Resolution::Repeat
    }
}

/// An index of a table.
struct Index {
    oid: i64,
    valid: bool,
    name: String,
    named: bool,
    plain: bool,
    builder: Option<i64>,
}

impl Index {
    fn read(row: &Row) -> Self {
        let truth = |column| row.get(column).and_then(Value::as_bool) == Some(true);
        let number = |column| row.get(column).and_then(Value::as_integer);
        Self {
            oid: number("oid").unwrap_or_default(),
            valid: truth("valid"),
            name: text(row, "name"),
            named: truth("named"),
            plain: truth("plain"),
            builder: number("builder"),
        }
    }

    /// Returns its OID for a note, with a minus sign if the index is invalid.
    fn noted(&self) -> String {
        let sign = if self.valid { "" } else { "-" };
        format!("{sign}{}", self.oid)
    }

    fn is_in(&self, note: &str) -> bool {
        let oid = self.oid.to_string();
        note.split(' ').any(|noted| noted == oid)
    }

    fn was_incomplete_in(&self, note: &str) -> bool {
        let noted = format!("-{}", self.oid);
        note.split(' ').any(|other| other == noted)
    }
}

fn text(row: &Row, column: &str) -> String {
    let value = row.get(column).and_then(Value::as_text);
    value.unwrap_or_default().to_owned()
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    async fn indexes(
        &mut self,
        table: &str,
        name: Option<&str>,
    ) -> Result<Vec<Index>, ServerError> {
        let values = [Value::from(table), Value::from(name.unwrap_or("unnamed"))];
        let rows = self.query(INDEXES, &values, Caching::Once).await?.rows;
        Ok(rows.iter().map(Index::read).collect())
    }

    async fn settle_named(
        &mut self,
        table: &str,
        name: &str,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let indexes = self.indexes(table, Some(name)).await?;
        let Some(index) = indexes.into_iter().find(|index| index.named && index.plain) else {
            return Ok(Resolution::Repeat);
        };
        if index.valid {
            // The server itself reports an index that existed before, unless the statement has
            // `IF NOT EXISTS`.
            return Ok(done_if(before.is_some_and(|note| !index.is_in(note))));
        }
        self.drop_leftover(&index.name, index.builder).await?;
        Ok(Resolution::Repeat)
    }

    /// Resolves an interrupted build of an unnamed index: any index that the note does not list is
    /// ours.
    async fn settle_unnamed(
        &mut self,
        table: &str,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let Some(note) = before else {
            return Ok(Resolution::Repeat);
        };
        let mut built = false;
        for index in self.indexes(table, None).await? {
            if index.is_in(note) || index.was_incomplete_in(note) || !index.plain {
                continue;
            }
            if index.valid {
                built = true;
            } else {
                self.drop_leftover(&index.name, index.builder).await?;
            }
        }
        Ok(done_if(built))
    }

    async fn settle_reindex(&mut self, what: &str, name: &str) -> Result<Resolution, ServerError> {
        let values = [Value::from(what), Value::from(name)];
        let leftovers = self.query(LEFTOVERS, &values, Caching::Once).await?.rows;
        for row in leftovers {
            let builder = row.get("builder").and_then(Value::as_integer);
            self.drop_leftover(&text(&row, "name"), builder).await?;
        }
        Ok(Resolution::Repeat)
    }

    /// Drops an invalid index, unless another session is still building it.
    async fn drop_leftover(&mut self, name: &str, builder: Option<i64>) -> Result<(), ServerError> {
        if let Some(session) = builder {
            let blocker = Blocker {
                session,
                user: None,
                application: None,
                client: None,
                state: None,
                since: None,
                query: None,
            };
            return Err(ServerError {
                blockers: vec![blocker],
                ..ServerError::new(
                    Class::LockTimeout,
                    format!("another session is building the index {name}"),
                )
            });
        }
        self.run(&format!("DROP INDEX CONCURRENTLY IF EXISTS {name}"))
            .await
    }

    async fn settle_detach(
        &mut self,
        parent: &str,
        partition: &str,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let values = [Value::from(parent), Value::from(partition)];
        let rows = self.query(PARTITION, &values, Caching::Once).await?.rows;
        let Some(row) = rows.first() else {
            return Ok(done_if(before == Some(PRESENT)));
        };
        if row[0].as_bool() != Some(true) {
            return Ok(Resolution::Repeat);
        }
        // Both names are as written in the statement.
        let sql = format!("ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE");
        self.run(&sql).await.map(|()| Resolution::Applied)
    }

    async fn is_there(&mut self, kind: &Kind) -> Result<bool, ServerError> {
        let (sql, values) = match kind {
            Kind::Detach { parent, partition } => (
                PARTITION,
                vec![
                    Value::from(parent.as_str()),
                    Value::from(partition.as_str()),
                ],
            ),
            Kind::DropIndex { name } => (
                "SELECT WHERE pg_catalog.to_regclass($1) IS NOT NULL",
                vec![Value::from(name.as_str())],
            ),
            Kind::Create(place, name) | Kind::Drop(place, name) => {
                (place.look(), vec![Value::from(name.as_str())])
            }
            _ => return Ok(false),
        };
        let rows = self.query(sql, &values, Caching::Once).await?.rows;
        Ok(!rows.is_empty())
    }
}

impl Place {
    const fn look(self) -> &'static str {
        match self {
            Self::Database => {
                "SELECT FROM pg_catalog.pg_database
                WHERE datname OPERATOR(pg_catalog.=) (pg_catalog.parse_ident($1))[1]"
            }
            Self::Tablespace => {
                "SELECT FROM pg_catalog.pg_tablespace
                WHERE spcname OPERATOR(pg_catalog.=) (pg_catalog.parse_ident($1))[1]"
            }
        }
    }
}
