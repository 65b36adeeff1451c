//! Splits plans into migrations: statements that share a transaction, those that run in none, and
//! those that run later.

use glowplug::model::Database;

use super::draft::{Part, Purpose};
use crate::change::{Phase, Plan, Step};
use crate::dialect;

/// A migration whose statements are not rendered yet.
pub(super) struct PlannedPart {
    pub(super) purpose: Purpose,
    pub(super) up: Plan,
    pub(super) down: Plan,
    /// The reason if it cannot be reverted.
    pub(super) irreversible: Option<String>,
}

impl PlannedPart {
    fn new(purpose: Purpose, up: Plan) -> Self {
        Self {
            purpose,
            up,
            down: Plan::default(),
            irreversible: None,
        }
    }

    /// Sets the plan that reverts it. Either both directions run in the transaction of the
    /// migration, or neither does.
    pub(super) fn pair(&mut self, mut down: Plan) {
        self.up.share_transaction(&mut down);
        self.down = down;
        if self.up.has_own_transaction() {
            self.purpose = Purpose::NonTransactional;
        }
    }
}

/// Splits a plan into migrations by where its steps run.
pub(super) fn of(plan: Plan) -> Vec<PlannedPart> {
    if plan.has_own_transaction() {
        return vec![PlannedPart::new(Purpose::NonTransactional, plan)];
    }
    let part = |purpose, steps: Vec<Step>| PlannedPart::new(purpose, steps.into());
    let (mut together, mut alone, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for step in plan.steps {
        match step.place {
            Phase::InTransaction => together.push(step),
            Phase::NonTransactional => alone.push(part(Purpose::NonTransactional, vec![step])),
            Phase::Deferred => later.push(step),
        }
    }
    let mut parts = Vec::new();
    if !together.is_empty() {
        parts.push(part(Purpose::Change, together));
    }
    parts.extend(alone);
    if !later.is_empty() {
        parts.push(part(Purpose::Deferred, later));
    }
    parts
}

/// Renders the statements of the migrations.
pub(super) fn written(database: Database, parts: Vec<PlannedPart>) -> Vec<Part> {
    let dialect = dialect::of(database);
    let parts = parts.into_iter().map(|part| Part {
        purpose: part.purpose,
        up: dialect.script(part.up),
        down: match &part.irreversible {
            None => dialect.script(part.down),
            Some(why) => {
                let why = format!("this migration cannot be reverted: {why}");
                vec![Step::new(dialect.failing_statement(&why))]
            }
        },
        irreversible: part.irreversible,
    });
    parts.collect()
}
