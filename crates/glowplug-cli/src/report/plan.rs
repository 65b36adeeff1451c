//! The result of a dry run.

use glowplug::Database;
use glowplug::error::Direction;
use glowplug::plan::{Plan, Segment, SegmentKind};
use serde::Serialize;

use crate::output::{Answer, Paint};
use crate::text::{count, visible_line};

/// The planned run.
#[derive(Serialize)]
pub(crate) struct DryRun {
    dry_run: bool,
    #[serde(flatten)]
    plan: Plan,
}

impl DryRun {
    /// Creates the result of `--dry-run`.
    pub(crate) const fn new(plan: Plan) -> Self {
        Self {
            dry_run: true,
            plan,
        }
    }
}

/// Returns the names of the migrations of a plan, in order.
pub(crate) fn names(plan: &Plan) -> Vec<String> {
    let migrations = plan.segments.iter().flat_map(|part| &part.migrations);
    migrations.map(|migration| migration.name.clone()).collect()
}

impl DryRun {
    fn headline(&self, total: usize) -> String {
        let verb = match self.plan.direction {
            Direction::Up => "apply",
            Direction::Down => "revert",
        };
        let batch = self.plan.batch.map(|batch| format!(" as batch {batch}"));
        let batch = batch.unwrap_or_default();
        format!("Would {verb} {}{batch}:", count(total, "migration"))
    }
}

/// Formats a segment: its transaction mode, and its migrations.
fn lines(segment: &Segment, number: usize, of: usize, paint: Paint) -> Vec<String> {
    let how = paint.dim(how(segment));
    let mut lines = vec![format!("  segment {number} of {of}, {how}")];
    lines.extend(segment.migrations.iter().map(|migration| {
        let name = visible_line(&migration.name);
        match &migration.irreversible {
            Some(_) => format!("    {name} (cannot be reverted)"),
            None => format!("    {name}"),
        }
    }));
    lines
}

impl Answer for DryRun {
    fn text(&self, paint: Paint) -> String {
        let plan = &self.plan;
        let total = names(plan).len();
        if total == 0 {
            return paint.bold("Nothing to do.");
        }
        let mut text = vec![paint.bold(&self.headline(total))];
        for (number, segment) in plan.segments.iter().enumerate() {
            text.extend(lines(segment, number + 1, plan.segments.len(), paint));
        }
        if plan.database == Database::Mysql {
            text.push(MYSQL.to_owned());
        }
        text.join("\n")
    }
}

/// The note of a dry run on MySQL.
const MYSQL: &str = "MySQL commits every CREATE, ALTER and DROP: statements before a failure stay \
                     applied, are recorded, and are not run again.";

const fn how(segment: &Segment) -> &'static str {
    match segment.kind {
        SegmentKind::Transaction => "in one transaction: all or nothing",
        SegmentKind::Rebuild => {
            "in one transaction, with foreign keys disabled and checked at the end"
        }
        SegmentKind::Statements => "statement by statement: each is committed on its own",
    }
}
