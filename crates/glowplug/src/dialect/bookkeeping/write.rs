use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Bookkeeping, DIESEL, HISTORY, MIGRATIONS, bulk};
use crate::error::Result;
use crate::model::{Database, Event, Outcome, Progress, Record, State, Value, Version};
use crate::session::Session;

/// How many rows go into one statement: far below what any of the databases takes.
const ROWS: usize = 50;

impl Bookkeeping {
    /// Adds versions to Diesel's table, as Diesel does.
    ///
    /// # Errors
    /// What the database says, for example that a version is there already.
    pub async fn add_versions(
        &self,
        session: &mut dyn Session,
        versions: &[&Version],
    ) -> Result<()> {
        let insert = format!("INSERT INTO {} (version) VALUES ", self.table(DIESEL));
        let rows: Vec<Vec<Value>> = versions
            .iter()
            .map(|version| vec![version.as_str().into()])
            .collect();
        if self.database == Database::Postgres {
            return bulk::versions(self, session, &rows).await;
        }
        self.insert(session, &insert, "(?)", &rows).await
    }

    /// Takes versions out of Diesel's table, and their records away, where they are there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove(&self, session: &mut dyn Session, versions: &[&Version]) -> Result<()> {
        for table in [DIESEL, MIGRATIONS] {
            for versions in versions.chunks(ROWS) {
                let places = vec!["?"; versions.len()].join(", ");
                let table = self.table(table);
                let sql = format!("DELETE FROM {table} WHERE version IN ({places})");
                let values: Vec<Value> = versions
                    .iter()
                    .map(|version| version.as_str().into())
                    .collect();
                self.execute(session, &sql, &values).await?;
            }
        }
        Ok(())
    }

    /// Adds records; their `run_on` is copied from Diesel's table. There must be none yet.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_records(&self, session: &mut dyn Session, records: &[Record]) -> Result<()> {
        let insert = format!(
            "INSERT INTO {table} (version, name, batch, checksum, applied_at, duration_us, actor, \
             host, tool, down_sql, run_on, state, statements_done, statements_digest, \
             statement_started, statement_note) VALUES ",
            table = self.table(MIGRATIONS),
        );
        let row = format!(
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
             (SELECT {run_on} FROM {diesel} WHERE version = ?), ?, ?, ?, ?, ?)",
            diesel = self.table(DIESEL),
            run_on = self.diesel_run_on(),
        );
        let rows: Vec<_> = records.iter().map(values_of).collect();
        if self.database == Database::Postgres {
            return bulk::records(self, session, &rows).await;
        }
        self.insert(session, &insert, &row, &rows).await
    }

    /// Inserts rows, many with one statement.
    async fn insert(
        &self,
        session: &mut dyn Session,
        insert: &str,
        row: &str,
        rows: &[Vec<Value>],
    ) -> Result<()> {
        for rows in rows.chunks(ROWS) {
            let sql = format!("{insert}{}", vec![row; rows.len()].join(", "));
            self.execute(session, &sql, &rows.concat()).await?;
        }
        Ok(())
    }

    /// Writes how far an unfinished migration is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put_state(
        &self,
        session: &mut dyn Session,
        version: &Version,
        new: &State,
    ) -> Result<()> {
        let sql = format!(
            "UPDATE {} SET state = ?, statements_done = ?, statements_digest = ?, \
             statement_started = ?, statement_note = ? WHERE version = ?",
            self.table(MIGRATIONS)
        );
        let mut values = state(new).to_vec();
        values.push(version.as_str().into());
        self.execute(session, &sql, &values).await?;
        Ok(())
    }

    /// Takes a record away, if it is there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_record(&self, session: &mut dyn Session, version: &Version) -> Result<()> {
        let sql = format!("DELETE FROM {} WHERE version = ?", self.table(MIGRATIONS));
        self.execute(session, &sql, &[version.as_str().into()])
            .await?;
        Ok(())
    }

    /// Adds lines to the history.
    ///
    /// # Errors
    /// What the database says.
    pub async fn append(&self, session: &mut dyn Session, events: &[Event]) -> Result<()> {
        let insert = format!(
            "INSERT INTO {table} (run, action, outcome, version, name, batch, happened_at, \
             duration_us, actor, host, tool, message) VALUES ",
            table = self.table(HISTORY),
        );
        let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let rows: Vec<_> = events.iter().map(values_of_event).collect();
        if self.database == Database::Postgres {
            return bulk::events(self, session, &rows).await;
        }
        self.insert(session, &insert, row, &rows).await
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

/// `state`, `statements_done`, `statements_digest`, `statement_started`, `statement_note`.
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
