//! Plans, and how migrations are grouped into segments.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::dialect;
use crate::error::Direction;
use crate::model::{Database, Version};
use crate::sql::ScriptAnalysis;

/// What is known of the scripts of the selected migrations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surveys {
    /// The database that they are written for.
    pub database: Database,
    /// The survey of each migration with scripts: of its `down`, or of `up` and `after` together.
    pub scripts: BTreeMap<Version, ScriptAnalysis>,
}

/// What a run will do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The database.
    pub database: Database,
    /// The direction.
    pub direction: Direction,
    /// The number of the batch; `None` for `down`.
    pub batch: Option<i64>,
    /// The segments, in order.
    pub segments: Vec<Segment>,
}

/// Migrations that run together; in a transaction, all of them take effect or none.
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
    /// Why it cannot be reverted, if its `metadata.toml` gives a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub irreversible: Option<String>,
}

/// How a segment runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentKind {
    /// In one transaction for all migrations of the segment.
    Transaction,
    /// In one transaction for a single migration that rebuilds SQLite tables; foreign keys are off,
    /// and checked before the commit.
    Rebuild,
    /// Statement by statement, with the progress recorded after each: no transaction contains the
    /// whole.
    Statements,
}

/// A migration, with what determines how it runs.
pub(super) struct Part<'p> {
    pub(super) version: &'p Version,
    pub(super) name: &'p str,
    pub(super) irreversible: Option<&'p str>,
    pub(super) run_in_transaction: bool,
}

impl Surveys {
    /// Groups migrations into segments: adjacent ones share a transaction if each of them can. One that
    /// validates a constraint begins another: the locks of what added it would last while it reads.
    pub(super) fn segments<'p>(&self, parts: impl IntoIterator<Item = Part<'p>>) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        for part in parts {
            let kind = self.kind(&part);
            let survey = self.scripts.get(part.version);
            let joins = kind == SegmentKind::Transaction && survey.is_none_or(|it| !it.validates);
            let planned = Planned {
                version: part.version.clone(),
                name: part.name.to_owned(),
                irreversible: part.irreversible.map(str::to_owned),
            };
            match segments.last_mut() {
                Some(last) if last.kind == kind && joins => {
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

    /// Returns how a migration runs. If DDL commits implicitly, no migration has a transaction,
    /// whatever its metadata says. SQLite ignores a change of `foreign_keys` inside a transaction,
    /// so a script that rebuilds tables may be marked as running without one and have a transaction
    /// of its own; it is run as a rebuild too.
    fn kind(&self, part: &Part<'_>) -> SegmentKind {
        let survey = self.scripts.get(part.version);
        let rebuilds = survey.is_some_and(|survey| survey.rebuilds);
        let wrapped = survey.is_some_and(|survey| survey.has_own_transaction);
        let can = dialect::capabilities(self.database);
        let rebuilds = rebuilds && can.table_rebuild;
        if !can.transactional_ddl {
            SegmentKind::Statements
        } else if rebuilds && (wrapped || part.run_in_transaction) {
            SegmentKind::Rebuild
        } else if part.run_in_transaction {
            SegmentKind::Transaction
        } else {
            SegmentKind::Statements
        }
    }
}
