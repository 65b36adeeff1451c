//! Answers as text, as the server writes them.

use std::ops::DerefMut;

use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::statements::shown;
use super::wire::{Keep, Tap};
use crate::error::ServerError;
use crate::model::Row;
use crate::session::{Reuse, Shown};

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Runs one statement and gives its answer as text.
    pub(super) async fn look(&mut self, sql: &str) -> Result<Shown, ServerError> {
        let Some(tap) = self.tap() else {
            return self.look_without_tap(sql).await;
        };
        let sent = self.send(sql, Keep::Rows).await;
        let mut heard = tap.lock();
        let rows = std::mem::take(&mut heard.rows);
        sent?;
        let columns = heard.columns.take();
        Ok(Shown {
            affected: columns.is_none().then(|| heard.affected()).flatten(),
            columns: columns.unwrap_or_default(),
            rows,
        })
    }

    /// Runs several statements that return rows, and gives the answer of each; with one round trip,
    /// where there is a tap.
    pub(super) async fn look_at_all(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<Shown>, ServerError> {
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
        let shown = answers.into_iter().map(|(columns, rows)| Shown {
            columns: columns.unwrap_or_default(),
            rows,
            affected: None,
        });
        Ok(shown.collect())
    }

    fn tap(&self) -> Option<Tap> {
        self.own.as_ref().map(|own| own.tap.clone())
    }

    async fn look_without_tap(&mut self, sql: &str) -> Result<Shown, ServerError> {
        let (columns, rows) = self.load(sql, &[], Reuse::Once).await?;
        let text = |row: &Row| row.values().iter().map(shown).collect();
        Ok(Shown {
            columns: columns.unwrap_or_default().to_vec(),
            rows: rows.iter().map(text).collect(),
            affected: None,
        })
    }
}
