//! Runs statements and returns their results as text, in the server's own format.

use std::ops::DerefMut;

use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::connection::shown;
use super::wire::{Keep, Observer};
use crate::error::ServerError;
use crate::model::Row;
use crate::session::{Caching, TextRows};

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Runs one statement and returns its result as text.
    pub(super) async fn look(&mut self, sql: &str) -> Result<TextRows, ServerError> {
        let Some(tap) = self.tap() else {
            return self.look_without_tap(sql).await;
        };
        let sent = self.send(sql, Keep::Rows).await;
        let mut heard = tap.lock();
        let rows = std::mem::take(&mut heard.rows);
        sent?;
        let columns = heard.columns.take();
        Ok(TextRows {
            affected: columns.is_none().then(|| heard.affected()).flatten(),
            columns: columns.unwrap_or_default(),
            rows,
        })
    }

    /// Runs several statements that return rows, and returns the result of each; in one round trip
    /// if the connection has a tap.
    pub(super) async fn look_at_all(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRows>, ServerError> {
        let Some(tap) = self.tap() else {
            let mut shown = Vec::with_capacity(statements.len());
            for statement in statements {
                shown.push(self.look_without_tap(statement).await?);
            }
            return Ok(shown);
        };
        let sent = self.send(&statements.join(";\n"), Keep::Answers).await;
        let answers = std::mem::take(&mut tap.lock().answers);
        sent?;
        let shown = answers.into_iter().map(|(columns, rows)| TextRows {
            columns: columns.unwrap_or_default(),
            rows,
            affected: None,
        });
        Ok(shown.collect())
    }

    fn tap(&self) -> Option<Observer> {
        self.own.as_ref().map(|own| own.tap.clone())
    }

    async fn look_without_tap(&mut self, sql: &str) -> Result<TextRows, ServerError> {
        let (columns, rows) = self.load(sql, &[], Caching::Once).await?;
        let text = |row: &Row| row.values().iter().map(shown).collect();
        Ok(TextRows {
            columns: columns.unwrap_or_default().to_vec(),
            rows: rows.iter().map(text).collect(),
            affected: None,
        })
    }
}
