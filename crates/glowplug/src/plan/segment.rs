use serde::Serialize;

use crate::error::Direction;
use crate::model::{Database, Version};

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
