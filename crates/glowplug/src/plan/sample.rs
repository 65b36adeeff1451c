//! Sample migrations and records for the tests of plans.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};

use super::Surveys;
use crate::model::{Applied, Checksum, Database, Progress, Record, State, Version};
use crate::source::{Body, CodeMigration, CodeSteps, Migration, Script, SqlMigration};
use crate::sql::ScriptAnalysis;

pub(super) fn version(number: u32) -> Version {
    Version::stored(number.to_string())
}

pub(super) fn name(number: u32) -> String {
    format!("{number}_step")
}

/// Returns a migration with an `up` and a `down`.
pub(super) fn migration(number: u32) -> Migration {
    Migration {
        version: version(number),
        name: name(number),
        description: None,
        run_in_transaction: true,
        irreversible: None,
        body: Body::Sql(SqlMigration {
            up: Script::text("up.sql", "SELECT 1"),
            after: None,
            down: Some(Script::text("down.sql", "SELECT 2")),
        }),
    }
}

pub(super) fn migrations(numbers: impl IntoIterator<Item = u32>) -> Vec<Migration> {
    numbers.into_iter().map(migration).collect()
}

pub(super) fn code(number: u32, database: Database, steps: CodeSteps) -> Migration {
    let code = CodeMigration::new(name(number), "").on(database, steps);
    Migration {
        body: Body::Code(code),
        ..migration(number)
    }
}

pub(super) fn clock(second: i64) -> NaiveDateTime {
    DateTime::from_timestamp(second, 0).unwrap().naive_utc()
}

pub(super) fn record(number: u32, batch: i64) -> Record {
    Record {
        version: version(number),
        name: name(number),
        batch,
        checksum: Some(Checksum::of_text("SELECT 1")),
        applied_at: DateTime::from_timestamp(60, 0).unwrap(),
        duration: Some(Duration::from_millis(5)),
        actor: "ann".to_owned(),
        host: "box".to_owned(),
        tool: "glowplug".to_owned(),
        down: Some("SELECT 2".to_owned()),
        run_on: Some(clock(60)),
        state: State::Applied,
    }
}

pub(super) fn progress(done: usize) -> Progress {
    Progress {
        done,
        ..Progress::default()
    }
}

/// Returns a version that Glowplug applied.
pub(super) fn applied(number: u32, batch: i64) -> Applied {
    Applied {
        version: version(number),
        run_on: clock(60),
        record: Some(record(number, batch)),
    }
}

/// Returns a version that Diesel applied.
pub(super) fn by_diesel(number: u32) -> Applied {
    Applied {
        version: version(number),
        run_on: clock(90),
        record: None,
    }
}

/// Returns surveys of scripts with one statement each, some of which rebuild tables.
pub(super) fn surveys(database: Database, migrations: &[Migration], rebuilds: &[u32]) -> Surveys {
    let survey = |migration: &Migration| ScriptAnalysis {
        statements: 1,
        rebuilds: rebuilds
            .iter()
            .any(|number| version(*number) == migration.version),
        ..ScriptAnalysis::default()
    };
    let scripts: BTreeMap<Version, ScriptAnalysis> = migrations
        .iter()
        .map(|migration| (migration.version.clone(), survey(migration)))
        .collect();
    Surveys { database, scripts }
}
