//! What a run would do, as an answer.

use glowplug::Database;
use glowplug::error::Direction;
use glowplug::plan::{Plan, Segment, SegmentKind};
use serde::Serialize;

use crate::output::{Answer, Paint, count};

/// What a run would do.
#[derive(Serialize)]
pub(super) struct WouldRun {
    dry_run: bool,
    #[serde(flatten)]
    plan: Plan,
}

impl WouldRun {
    /// The answer to `--dry-run`.
    pub(super) const fn new(plan: Plan) -> Self {
        Self {
            dry_run: true,
            plan,
        }
    }
}

/// The names of the migrations of a plan, in order.
pub(super) fn names(plan: &Plan) -> Vec<String> {
    let migrations = plan.segments.iter().flat_map(|part| &part.migrations);
    migrations.map(|migration| migration.name.clone()).collect()
}

impl Answer for WouldRun {
    fn text(&self, paint: Paint) -> String {
        let plan = &self.plan;
        let total = names(plan).len();
        if total == 0 {
            return paint.bold("Nothing to do.");
        }
        let verb = match plan.direction {
            Direction::Up => "apply",
            Direction::Down => "revert",
        };
        let batch = plan.batch.map(|batch| format!(" as batch {batch}"));
        let mut lines = vec![paint.bold(&format!(
            "Would {verb} {}{}:",
            count(total, "migration"),
            batch.unwrap_or_default()
        ))];
        for (number, segment) in plan.segments.iter().enumerate() {
            lines.push(format!(
                "  part {} of {}, {}",
                number + 1,
                plan.segments.len(),
                paint.dim(how(segment))
            ));
            let migrations = segment.migrations.iter();
            lines.extend(migrations.map(|migration| format!("    {}", migration.name)));
        }
        if plan.database == Database::Mysql {
            lines.push(
                "MySQL commits around every CREATE, ALTER and DROP: what is done before a failure \
                 stays done, is recorded, and is not done twice."
                    .to_owned(),
            );
        }
        lines.join("\n")
    }
}

const fn how(segment: &Segment) -> &'static str {
    match segment.kind {
        SegmentKind::Transaction => "in one transaction: all of it or nothing",
        SegmentKind::Rebuild => {
            "in one transaction, with foreign keys switched off and checked at the end"
        }
        SegmentKind::Statements => "statement by statement: each stays done",
    }
}
