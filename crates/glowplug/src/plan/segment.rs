use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Direction;
use crate::model::{Database, Version};
use crate::sql::Survey;

/// What the scripts of the chosen migrations hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surveys {
    /// Which database they were read for.
    pub database: Database,
    /// Of each migration with scripts, the one script that will run, or `up` and `after` taken
    /// together.
    pub scripts: BTreeMap<Version, Survey>,
}

/// What a run will do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// Which database.
    pub database: Database,
    /// Which way.
    pub direction: Direction,
    /// The number that the batch gets; `None` on the way down.
    pub batch: Option<i64>,
    /// The parts, in order. Each stands or falls as a whole.
    pub segments: Vec<Segment>,
}

/// Migrations that stand or fall together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// How they run.
    pub kind: SegmentKind,
    /// The migrations, in order.
    pub migrations: Vec<Planned>,
}

/// One migration of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Planned {
    /// The version.
    pub version: Version,
    /// The name.
    pub name: String,
}

/// How a segment runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentKind {
    /// One transaction around all of them.
    Transaction,
    /// One transaction around one migration that rebuilds SQLite tables, foreign keys off and
    /// checked at the end.
    Rebuild,
    /// Statement by statement, each recorded as it lands: no transaction holds the whole.
    Statements,
}

/// A migration, and what decides in which segment it runs.
pub(super) struct Part<'p> {
    pub(super) version: &'p Version,
    pub(super) name: &'p str,
    pub(super) run_in_transaction: bool,
}

impl Surveys {
    /// The segments of these migrations: neighbours share a transaction where each of them can.
    pub(super) fn segments<'p>(&self, parts: impl IntoIterator<Item = Part<'p>>) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        for part in parts {
            let kind = self.kind(&part);
            let planned = Planned {
                version: part.version.clone(),
                name: part.name.to_owned(),
            };
            match segments.last_mut() {
                Some(last) if last.kind == kind && kind == SegmentKind::Transaction => {
                    last.migrations.push(planned);
                }
                _ => segments.push(Segment {
                    kind,
                    migrations: vec![planned],
                }),
            }
        }
        segments
    }

    /// MySQL commits at every change of the schema, whatever anybody says; SQLite switches foreign
    /// keys off only outside of a transaction, so a rebuild that is to run without us has none
    /// around it, and one of its own.
    fn kind(&self, part: &Part<'_>) -> SegmentKind {
        let survey = self.scripts.get(part.version);
        let rebuilds = survey.is_some_and(|survey| survey.rebuilds);
        let wrapped = survey.is_some_and(|survey| survey.wrapped);
        match self.database {
            Database::Mysql => SegmentKind::Statements,
            Database::Sqlite if rebuilds && wrapped => SegmentKind::Rebuild,
            _ if !part.run_in_transaction => SegmentKind::Statements,
            Database::Sqlite if rebuilds => SegmentKind::Rebuild,
            Database::Postgres | Database::Sqlite => SegmentKind::Transaction,
        }
    }
}
