//! Statements that no transaction holds.

mod kind;

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use crate::error::{Blocker, Class, ServerError};
use crate::model::{Row, Value};
use crate::session::{Connection, Reuse, Settled, Standing, Steps};
use crate::sql::Statement;
use kind::{Kind, Place};

/// The note about something that was not there.
const ABSENT: &str = "absent";
/// The note about something that was there.
const PRESENT: &str = "present";

/// The indexes of a table: which, whether they are complete, and who builds them.
const INDEXES: &str = "SELECT i.indexrelid::int8 AS oid, i.indisvalid AS valid,
        pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
        c.relname = (pg_catalog.parse_ident($2))[1] AS named, c.relkind = 'i' AS plain,
        (
            SELECT min(p.pid)::int8 FROM pg_catalog.pg_stat_progress_create_index p
            WHERE p.index_relid = i.indexrelid AND p.pid <> pg_catalog.pg_backend_pid()
        ) AS builder
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indrelid = pg_catalog.to_regclass($1)
    ORDER BY i.indexrelid";

/// What `REINDEX … CONCURRENTLY` left: in an index's table, a table, a schema, or everywhere.
/// <https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY>
const LEFTOVERS: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
        (
            SELECT min(p.pid)::int8 FROM pg_catalog.pg_stat_progress_create_index p
            WHERE p.pid <> pg_catalog.pg_backend_pid() AND p.relid = i.indrelid
        ) AS builder
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_class owner ON owner.reltoastrelid = t.oid
    WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relname ~ '_cc(new|old)[0-9]*$'
        AND CASE $1
            WHEN 'INDEX' THEN t.oid = (
                SELECT x.indrelid FROM pg_catalog.pg_index x
                WHERE x.indexrelid = pg_catalog.to_regclass($2)
            )
            WHEN 'TABLE' THEN pg_catalog.to_regclass($2) IN (t.oid, owner.oid)
            WHEN 'SCHEMA' THEN coalesce(owner.relnamespace, t.relnamespace) = (
                SELECT s.oid FROM pg_catalog.pg_namespace s
                WHERE s.nspname = (pg_catalog.parse_ident($2))[1]
            )
            ELSE true
        END
    ORDER BY i.indexrelid";

/// Whether a partition belongs to its parent: a row when it does, with whether its end is pending.
const PARTITION: &str =
    "SELECT coalesce((pg_catalog.to_jsonb(i) ->> 'inhdetachpending')::bool, false) AS pending
    FROM pg_catalog.pg_inherits i
    WHERE i.inhparent = pg_catalog.to_regclass($1) AND i.inhrelid = pg_catalog.to_regclass($2)";

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Steps for PostgresSession<C> {
    fn standing(&self, statement: &Statement) -> Standing {
        match Kind::of(statement) {
            Kind::Shared => Standing::Shared,
            _ => Standing::Alone,
        }
    }

    async fn note(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
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

    async fn settle(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Settled, ServerError> {
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
            Kind::Alone | Kind::Shared => Ok(Settled::Again),
        }
    }
}

const fn done_if(done: bool) -> Settled {
    if done { Settled::Done } else { Settled::Again }
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

    /// As it stands in a note: incomplete ones with a sign.
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
        let rows = self.query(INDEXES, &values, Reuse::Once).await?.rows;
        Ok(rows.iter().map(Index::read).collect())
    }

    async fn settle_named(
        &mut self,
        table: &str,
        name: &str,
        before: Option<&str>,
    ) -> Result<Settled, ServerError> {
        let indexes = self.indexes(table, Some(name)).await?;
        let Some(index) = indexes.into_iter().find(|index| index.named && index.plain) else {
            return Ok(Settled::Again);
        };
        if index.valid {
            // The server itself says that it was there before, unless we were told not to mind.
            return Ok(done_if(before.is_some_and(|note| !index.is_in(note))));
        }
        self.drop_leftover(&index.name, index.builder).await?;
        Ok(Settled::Again)
    }

    /// Without a name, what was not there before is ours.
    async fn settle_unnamed(
        &mut self,
        table: &str,
        before: Option<&str>,
    ) -> Result<Settled, ServerError> {
        let Some(note) = before else {
            return Ok(Settled::Again);
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

    async fn settle_reindex(&mut self, what: &str, name: &str) -> Result<Settled, ServerError> {
        let values = [Value::from(what), Value::from(name)];
        let leftovers = self.query(LEFTOVERS, &values, Reuse::Once).await?.rows;
        for row in leftovers {
            let builder = row.get("builder").and_then(Value::as_integer);
            self.drop_leftover(&text(&row, "name"), builder).await?;
        }
        Ok(Settled::Again)
    }

    /// Drops an index that was not completed, unless somebody is at it.
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
    ) -> Result<Settled, ServerError> {
        let values = [Value::from(parent), Value::from(partition)];
        let rows = self.query(PARTITION, &values, Reuse::Once).await?.rows;
        let Some(row) = rows.first() else {
            return Ok(done_if(before == Some(PRESENT)));
        };
        if row[0].as_bool() != Some(true) {
            return Ok(Settled::Again);
        }
        // Both names are the statement's own.
        let sql = format!("ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE");
        self.run(&sql).await.map(|()| Settled::Done)
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
        let rows = self.query(sql, &values, Reuse::Once).await?.rows;
        Ok(!rows.is_empty())
    }
}

impl Place {
    const fn look(self) -> &'static str {
        match self {
            Self::Database => {
                "SELECT FROM pg_catalog.pg_database
                WHERE datname = (pg_catalog.parse_ident($1))[1]"
            }
            Self::Tablespace => {
                "SELECT FROM pg_catalog.pg_tablespace
                WHERE spcname = (pg_catalog.parse_ident($1))[1]"
            }
        }
    }
}
