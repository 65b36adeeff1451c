//! What statements locked, rewrote and read: `pg_locks`, the files of tables, and the counters of the
//! transaction.

use std::collections::BTreeSet;

use async_trait::async_trait;
use glowplug::dialect::postgres::Postgres;
use glowplug::error::ServerError;
use glowplug::session::{Session, Transaction};

use crate::dialect::measuring::{Measured, Measuring, TableLock, TableState, TableStates, texts};

/// Tables with the file that they are in, and how many rows were read of each.
const STATE: &str = "SELECT c.oid::pg_catalog.text, \
     CASE n.nspname WHEN 'public' THEN c.relname::pg_catalog.text \
     ELSE pg_catalog.concat(n.nspname, '.', c.relname) END, \
     pg_catalog.pg_relation_filenode(c.oid)::pg_catalog.text, \
     COALESCE(s.seq_tup_read, 0)::pg_catalog.text \
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
     LEFT JOIN pg_catalog.pg_stat_xact_all_tables s ON s.relid = c.oid \
     WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't' \
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/// Locks that keep others from writing, by table.
const LOCKS: &str = "SELECT l.relation::pg_catalog.text, l.mode FROM pg_catalog.pg_locks l \
     JOIN pg_catalog.pg_class c ON c.oid = l.relation \
     WHERE l.pid = pg_catalog.pg_backend_pid() \
     AND (l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'm', 'p') OR c.relkind IN ('r', 'p') \
     AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock'))";

/// What is said of a statement that no transaction holds.
const ALONE: &str = "locks and scans of statements that run without a transaction";

/// A lock: the key of its table, and its mode.
type Locks = BTreeSet<(String, String)>;

#[async_trait]
impl Measuring for Postgres {
    async fn tables(&self, session: &mut dyn Session) -> Result<TableStates, ServerError> {
        let rows = texts(session, STATE).await?.into_iter();
        let tables = rows.filter_map(|row| {
            let [key, name, storage, read] = row.try_into().ok()?;
            let read = read.parse().unwrap_or_default();
            let state = TableState {
                name,
                storage,
                read,
            };
            Some((key, state))
        });
        Ok(tables.collect())
    }

    async fn measure(
        &self,
        session: &mut dyn Session,
        sql: &str,
        at_first: &TableStates,
    ) -> Result<Measured, ServerError> {
        let before = self.tables(session).await?;
        let held = locks(session).await?;
        if let Err(error) = session.run(sql).await {
            return Ok(Measured::failed(&error));
        }
        let after = self.tables(session).await?;
        let now = locks(session).await?;
        let mut measured = Measured::default();
        for (key, table) in &after {
            let (Some(old), true) = (before.get(key), at_first.contains_key(key)) else {
                continue;
            };
            if table.storage != old.storage {
                measured.rewritten.push(old.name.clone());
            }
            if table.read > old.read && now.iter().any(|(of, _)| of == key) {
                measured.read.push(old.name.clone());
            }
        }
        measured.locks = taken(&now, &held, at_first);
        let transaction = session.transaction().await?;
        measured.not_measured = (transaction == Transaction::None).then_some(ALONE);
        Ok(measured)
    }
}

async fn locks(session: &mut dyn Session) -> Result<Locks, ServerError> {
    let rows = texts(session, LOCKS).await?.into_iter();
    let locks = rows.filter_map(|row| {
        let [key, mode] = row.try_into().ok()?;
        Some((key, spelled(&mode)))
    });
    Ok(locks.collect())
}

/// Returns the locks that were taken since, on tables that were there at first.
fn taken(now: &Locks, held: &Locks, at_first: &TableStates) -> Vec<TableLock> {
    let locks = now.difference(held).filter_map(|(key, mode)| {
        Some(TableLock {
            table: at_first.get(key)?.name.clone(),
            mode: mode.clone(),
        })
    });
    locks.collect()
}

/// Returns a mode as the manual spells it: `AccessExclusiveLock` is `ACCESS EXCLUSIVE`.
fn spelled(mode: &str) -> String {
    let mut text = String::new();
    for letter in mode.trim_end_matches("Lock").chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(letter.to_ascii_uppercase());
    }
    text
}
