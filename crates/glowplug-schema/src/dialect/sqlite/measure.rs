//! Which tables a statement replaced: the pages at which tables begin.

use async_trait::async_trait;
use glowplug::dialect::sqlite::Sqlite;
use glowplug::error::ServerError;
use glowplug::session::Session;

use crate::dialect::measuring::{Measured, Measuring, TableState, TableStates, texts};

const STATE: &str = "SELECT name, rootpage FROM sqlite_master WHERE type = 'table'";

/// SQLite has one lock for all tables, and no counters.
const NOT_MEASURED: &str =
    "locks and scans: SQLite has one lock for the whole database, and counts no scans";

#[async_trait]
impl Measuring for Sqlite {
    async fn tables(&self, session: &mut dyn Session) -> Result<TableStates, ServerError> {
        let rows = texts(session, STATE).await?.into_iter();
        let tables = rows.filter_map(|row| {
            let [name, storage] = row.try_into().ok()?;
            let state = TableState {
                name: name.clone(),
                storage,
                read: 0,
            };
            Some((name.to_lowercase(), state))
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
        if let Err(error) = session.run(sql).await {
            return Ok(Measured::failed(&error));
        }
        let after = self.tables(session).await?;
        // A rebuild drops the table, and renames another to its name.
        let is_replaced = |key: &String, table: &TableState| {
            let was_other = before.get(key).map(|old| &old.storage) != Some(&table.storage);
            let first = at_first.get(key);
            was_other && first.is_some_and(|first| first.storage != table.storage)
        };
        let replaced = after
            .iter()
            .filter(|(key, table)| is_replaced(key, table))
            .map(|(_, table)| table.name.clone());
        Ok(Measured {
            rewritten: replaced.collect(),
            not_measured: Some(NOT_MEASURED),
            ..Measured::default()
        })
    }
}
