//! Writes to the bookkeeping tables.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Bookkeeping, DIESEL, HISTORY, MIGRATIONS, Rows};
use crate::error::Result;
use crate::model::{Event, Outcome, Progress, Record, State, Value, Version};
use crate::session::Session;

/// The maximum number of rows per statement, far below the limits of all databases.
const ROWS: usize = 50;

/// The columns of a record.
const RECORD: &str = "version, name, batch, checksum, applied_at, duration_us, actor, host, tool, \
    down_sql, run_on, state, statements_done, statements_digest, statement_started, statement_note";

/// The columns of an event.
const EVENT: &str = "run, action, outcome, version, name, batch, happened_at, duration_us, actor, \
    host, tool, message";

impl Bookkeeping {
    /// Adds versions to Diesel's table, as Diesel itself does.
    ///
    /// # Errors
    /// An error of the database, for example that a version exists already.
    pub async fn add_versions(
        &self,
        session: &mut dyn Session,
        versions: &[&Version],
    ) -> Result<()> {
        let rows: Vec<Vec<Value>> = versions
            .iter()
            .map(|version| vec![version.as_str().into()])
            .collect();
        self.sql()
            .insert(self, session, Rows::Versions, &rows)
            .await
    }

    /// Removes versions from Diesel's table, and their records.
    ///
    /// # Errors
    /// An error of the database.
    pub async fn remove(&self, session: &mut dyn Session, versions: &[&Version]) -> Result<()> {
        for table in [DIESEL, MIGRATIONS] {
            for versions in versions.chunks(ROWS) {
                let any = vec![self.equal("version", "?"); versions.len()].join(" OR ");
                let table = self.table(table);
                let sql = format!("DELETE FROM {table} WHERE {any}");
                let values: Vec<Value> = versions
                    .iter()
                    .map(|version| version.as_str().into())
                    .collect();
                self.execute(session, &sql, &values).await?;
            }
        }
        Ok(())
    }

    /// Adds records; their `run_on` is copied from Diesel's table. The versions must not have
    /// records yet.
    ///
    /// # Errors
    /// An error of the database.
    pub async fn add_records(&self, session: &mut dyn Session, records: &[Record]) -> Result<()> {
        let rows: Vec<_> = records.iter().map(values_of).collect();
        self.sql().insert(self, session, Rows::Records, &rows).await
    }

    /// Inserts rows, [`ROWS`] per statement.
    pub(super) async fn insert_values(
        &self,
        session: &mut dyn Session,
        what: Rows,
        rows: &[Vec<Value>],
    ) -> Result<()> {
        let (insert, row) = self.values_statement(what);
        for rows in rows.chunks(ROWS) {
            let sql = format!("{insert}{}", vec![row.as_str(); rows.len()].join(", "));
            self.execute(session, &sql, &rows.concat()).await?;
        }
        Ok(())
    }

    /// Returns the start of the `INSERT` statement, and the placeholders of one row.
    fn values_statement(&self, what: Rows) -> (String, String) {
        let head = |table: &str, columns: &str| {
            format!("INSERT INTO {} ({columns}) VALUES ", self.table(table))
        };
        match what {
            Rows::Versions => (head(DIESEL, "version"), "(?)".to_owned()),
            Rows::Records => {
                let row = format!(
                    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
                     (SELECT {run_on} FROM {diesel} WHERE version = ?), ?, ?, ?, ?, ?)",
                    diesel = self.table(DIESEL),
                    run_on = self.sql().diesel_run_on(),
                );
                (head(MIGRATIONS, RECORD), row)
            }
            Rows::Events => {
                let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)".to_owned();
                (head(HISTORY, EVENT), row)
            }
        }
    }

    /// Records how far an unfinished migration has got.
    ///
    /// # Errors
    /// An error of the database.
    pub async fn put_state(
        &self,
        session: &mut dyn Session,
        version: &Version,
        new: &State,
    ) -> Result<()> {
        let sql = format!(
            "UPDATE {} SET state = ?, statements_done = ?, statements_digest = ?, \
             statement_started = ?, statement_note = ? WHERE {}",
            self.table(MIGRATIONS),
            self.equal("version", "?")
        );
        let mut values = state(new).to_vec();
        values.push(version.as_str().into());
        self.execute(session, &sql, &values).await?;
        Ok(())
    }

    /// Deletes the record of a version, if there is one.
    ///
    /// # Errors
    /// An error of the database.
    pub async fn remove_record(&self, session: &mut dyn Session, version: &Version) -> Result<()> {
        let (table, same) = (self.table(MIGRATIONS), self.equal("version", "?"));
        let sql = format!("DELETE FROM {table} WHERE {same}");
        self.execute(session, &sql, &[version.as_str().into()])
            .await?;
        Ok(())
    }

    /// Appends events to the history.
    ///
    /// # Errors
    /// An error of the database.
    pub async fn append(&self, session: &mut dyn Session, events: &[Event]) -> Result<()> {
        let rows: Vec<_> = events.iter().map(values_of_event).collect();
        self.sql().insert(self, session, Rows::Events, &rows).await
    }
}

fn values_of(record: &Record) -> Vec<Value> {
    let version = record.version.as_str();
    let mut values: Vec<Value> = vec![
        version.into(),
        record.name.as_str().into(),
        record.batch.into(),
        record.checksum.as_ref().map(|sum| sum.as_str()).into(),
        instant(record.applied_at),
        microseconds(record.duration),
        record.actor.as_str().into(),
        record.host.as_str().into(),
        record.tool.as_str().into(),
        record.down.as_deref().into(),
        version.into(),
    ];
    values.extend(state(&record.state));
    values
}

fn values_of_event(event: &Event) -> Vec<Value> {
    vec![
        event.run.as_str().into(),
        event.action.name().into(),
        match event.outcome {
            Outcome::Done => "done".into(),
            Outcome::Failed => "failed".into(),
        },
        event.version.as_str().into(),
        event.name.as_str().into(),
        event.batch.into(),
        instant(event.at),
        microseconds(event.duration),
        event.actor.as_str().into(),
        event.host.as_str().into(),
        event.tool.as_str().into(),
        event.message.as_deref().into(),
    ]
}

fn instant(at: DateTime<Utc>) -> Value {
    at.format("%Y-%m-%dT%H:%M:%S%.6f").to_string().into()
}

fn microseconds(duration: Option<Duration>) -> Value {
    duration
        .map(|duration| i64::try_from(duration.as_micros()).unwrap_or(i64::MAX))
        .into()
}

/// Returns the values of `state`, `statements_done`, `statements_digest`, `statement_started` and
/// `statement_note`.
fn state(state: &State) -> [Value; 5] {
    let none = Progress::default();
    let (name, progress) = match state {
        State::Applied => ("applied", &none),
        State::Applying(progress) => ("applying", progress),
        State::Reverting(progress) => ("reverting", progress),
    };
    [
        name.into(),
        i64::try_from(progress.done).unwrap_or(i64::MAX).into(),
        progress.digest.as_str().into(),
        i64::from(progress.started).into(),
        progress.before.as_deref().into(),
    ]
}
