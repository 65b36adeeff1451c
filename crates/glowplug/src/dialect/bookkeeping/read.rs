//! Reads the bookkeeping tables: the applied versions, their records, and the history.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{Bookkeeping, DIESEL, HISTORY, MIGRATIONS, failing};
use crate::error::{Class, Error, Result, ServerError};
use crate::model::{
    Action, Applied, Checksum, Event, Outcome, Progress, Record, Row, State, Value, Version,
};
use crate::session::{Caching, Session, TextRows};

const READING: &str = "reading the records of applied migrations";

/// What the database records as applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppliedState {
    /// The versions in Diesel's table, in order, each with our record if there is one.
    pub applied: Vec<Applied>,
    /// Records without a version in Diesel's table: unfinished migrations, and those that Diesel
    /// reverted.
    pub orphans: Vec<Record>,
    /// The highest batch number so far; 0 if there is none.
    pub last_batch: i64,
}

impl AppliedState {
    /// Returns, for each version, whether it is in Diesel's table and whether it is in ours.
    pub fn presence(&self) -> BTreeMap<Version, (bool, bool)> {
        let applied = self.applied.iter();
        let applied = applied.map(|one| (one.version.clone(), (true, one.record.is_some())));
        let orphans = self.orphans.iter();
        let orphans = orphans.map(|record| (record.version.clone(), (false, true)));
        applied.chain(orphans).collect()
    }
}

impl Bookkeeping {
    /// Reads all versions and records. A missing table counts as empty.
    ///
    /// # Errors
    /// A database that does not answer, or rows that this crate did not write.
    pub async fn read(&self, session: &mut dyn Session) -> Result<AppliedState> {
        let mut answers = self.read_both(session).await?.into_iter();
        let mut next = |present: bool| {
            present
                .then(|| answers.next())
                .flatten()
                .unwrap_or_default()
        };
        let versions = next(self.present.diesel);
        let records = next(self.present.migrations);
        let versions: Result<Vec<_>, _> = versions.iter().map(version).collect();
        let records = records.iter().map(|row| {
            let record = record(row)?;
            Ok((record.version.as_str().to_owned(), record))
        });
        let records: Result<BTreeMap<String, Record>, _> = records.collect();
        let mut records = records.map_err(failing(READING))?;
        let last_batch = records.values().map(|record| record.batch).max();
        let applied = versions.map_err(failing(READING))?.into_iter();
        let applied = applied.map(|(version, run_on)| Applied {
            record: records.remove(version.as_str()),
            version,
            run_on,
        });
        let mut applied: Vec<Applied> = applied.collect();
        applied.sort_by(|left, right| left.version.cmp(&right.version));
        Ok(AppliedState {
            applied,
            orphans: records.into_values().collect(),
            last_batch: last_batch.unwrap_or(0),
        })
    }

    /// Returns the rows of Diesel's table and of ours, of those that exist.
    async fn read_both(&self, session: &mut dyn Session) -> Result<Vec<Vec<Row>>> {
        let statements = [
            (self.present.diesel, self.versions_query()),
            (self.present.migrations, self.records_query()),
        ];
        let there = statements.into_iter().filter(|(present, _)| *present);
        let statements: Vec<String> = there.map(|(_, sql)| sql).collect();
        if statements.is_empty() {
            return Ok(Vec::new());
        }
        let rows = all_rows(session, &statements).await;
        rows.map_err(failing(READING))
    }

    fn versions_query(&self) -> String {
        format!(
            "SELECT version, {} AS run_on FROM {}",
            self.sql().moment(self.sql().diesel_run_on()),
            self.table(DIESEL)
        )
    }

    fn records_query(&self) -> String {
        format!(
            "SELECT version, name, batch, checksum, {applied_at} AS applied_at, duration_us, \
             actor, host, tool, down_sql, {run_on} AS run_on, state, statements_done, \
             statements_digest, statement_started, statement_note FROM {table}",
            applied_at = self.sql().instant("applied_at"),
            run_on = self.sql().moment("run_on"),
            table = self.table(MIGRATIONS),
        )
    }

    /// Returns the latest events of the history, newest first.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn events(&self, session: &mut dyn Session, limit: usize) -> Result<Vec<Event>> {
        if !self.present.history {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT run, action, outcome, version, name, batch, {happened_at} AS happened_at, \
             duration_us, actor, host, tool, message FROM {table} ORDER BY id DESC LIMIT {limit}",
            happened_at = self.sql().instant("happened_at"),
            table = self.table(HISTORY),
        );
        let doing = failing("reading the history");
        let rows = rows(session, sql).await.map_err(doing)?;
        let events: Result<_, ServerError> = rows.iter().map(event).collect();
        events.map_err(doing)
    }

    /// Returns true if a run recorded this action on a version. It is how the outcome of a commit
    /// is found out when the answer to it was lost.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn has_event(
        &self,
        session: &mut dyn Session,
        run: &str,
        action: Action,
        version: &Version,
    ) -> Result<bool> {
        if !self.present.history {
            return Ok(false);
        }
        let sql = self.placed(&format!(
            "SELECT 1 AS found FROM {} WHERE {} AND {} AND {} AND {}",
            self.table(HISTORY),
            self.equal("run", "?"),
            self.equal("action", "?"),
            self.equal("version", "?"),
            self.equal("outcome", "'done'"),
        ));
        let values = [run.into(), action.name().into(), version.as_str().into()];
        let rows = session.query(&sql, &values, Caching::Once).await;
        let rows: Result<_, Error> = rows.map_err(failing("reading the history"));
        Ok(!rows?.rows.is_empty())
    }
}

/// Returns the rows of a query without parameters.
async fn rows(session: &mut dyn Session, sql: String) -> Result<Vec<Row>, ServerError> {
    Ok(all_rows(session, &[sql]).await?.remove(0))
}

/// Returns the rows of queries without parameters. They are read as text where that takes one round
/// trip; that way nothing stays prepared behind a pooler.
async fn all_rows(
    session: &mut dyn Session,
    statements: &[String],
) -> Result<Vec<Vec<Row>>, ServerError> {
    let mut answers = Vec::with_capacity(statements.len());
    if crate::dialect::capabilities(session.database()).simple_queries {
        let shown = session.query_text_all(statements).await?;
        answers.extend(shown.into_iter().map(rows_of));
    } else {
        for sql in statements {
            answers.push(session.query(sql, &[], Caching::Once).await?.rows);
        }
    }
    Ok(answers)
}

fn rows_of(shown: TextRows) -> Vec<Row> {
    let columns: Arc<[String]> = shown.columns.into();
    let values = |row: Vec<Option<String>>| row.into_iter().map(Value::from).collect();
    let rows = shown.rows.into_iter();
    rows.map(|row| Row::new(columns.clone(), values(row)))
        .collect()
}

fn version(row: &Row) -> Result<(Version, NaiveDateTime), ServerError> {
    let version = Version::stored(text(row, "version")?);
    Ok((version, naive(row, "run_on")?.unwrap_or_default()))
}

fn record(row: &Row) -> Result<Record, ServerError> {
    let progress = || {
        Ok::<_, ServerError>(Progress {
            done: usize::try_from(integer(row, "statements_done")?).unwrap_or(0),
            digest: text(row, "statements_digest")?,
            started: integer(row, "statement_started")? != 0,
            before: optional_text(row, "statement_note"),
        })
    };
    let state = text(row, "state")?;
    let state = match state.as_str() {
        "applied" => State::Applied,
        "applying" => State::Applying(progress()?),
        "reverting" => State::Reverting(progress()?),
        _ => return Err(broken("state")),
    };
    Ok(Record {
        version: Version::stored(text(row, "version")?),
        name: text(row, "name")?,
        batch: integer(row, "batch")?,
        checksum: optional_text(row, "checksum").map(Checksum::stored),
        applied_at: utc(row, "applied_at")?,
        duration: duration(row),
        actor: text(row, "actor")?,
        host: text(row, "host")?,
        tool: text(row, "tool")?,
        down: optional_text(row, "down_sql"),
        run_on: naive(row, "run_on")?,
        state,
    })
}

fn event(row: &Row) -> Result<Event, ServerError> {
    let action = text(row, "action")?;
    let action = Action::ALL.into_iter().find(|known| known.name() == action);
    Ok(Event {
        run: text(row, "run")?,
        action: action.ok_or_else(|| broken("action"))?,
        outcome: match text(row, "outcome")?.as_str() {
            "done" => Outcome::Done,
            _ => Outcome::Failed,
        },
        version: Version::stored(text(row, "version")?),
        name: text(row, "name")?,
        batch: optional_integer(row, "batch"),
        at: utc(row, "happened_at")?,
        duration: duration(row),
        actor: text(row, "actor")?,
        host: text(row, "host")?,
        tool: text(row, "tool")?,
        message: optional_text(row, "message"),
    })
}

fn text(row: &Row, column: &str) -> Result<String, ServerError> {
    optional_text(row, column).ok_or_else(|| broken(column))
}

fn optional_text(row: &Row, column: &str) -> Option<String> {
    row.get(column).and_then(Value::as_text).map(str::to_owned)
}

fn integer(row: &Row, column: &str) -> Result<i64, ServerError> {
    optional_integer(row, column).ok_or_else(|| broken(column))
}

fn optional_integer(row: &Row, column: &str) -> Option<i64> {
    match row.get(column)? {
        Value::Text(digits) => digits.parse().ok(),
        other => other.as_integer(),
    }
}

fn duration(row: &Row) -> Option<Duration> {
    let microseconds = optional_integer(row, "duration_us")?;
    u64::try_from(microseconds).ok().map(Duration::from_micros)
}

fn utc(row: &Row, column: &str) -> Result<DateTime<Utc>, ServerError> {
    let moment = naive(row, column)?.ok_or_else(|| broken(column))?;
    Ok(moment.and_utc())
}

fn naive(row: &Row, column: &str) -> Result<Option<NaiveDateTime>, ServerError> {
    let Some(text) = optional_text(row, column) else {
        return Ok(None);
    };
    let moment = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f");
    moment.map(Some).map_err(|_| broken(column))
}

fn broken(column: &str) -> ServerError {
    ServerError::new(
        Class::Other,
        format!("column `{column}` of our tables holds what we did not write"),
    )
}
