use serde::Serialize;

use super::way;
use crate::catalog::Catalog;
use crate::change::{Change, Hazard, HazardKind, Rename, Step};
use crate::declare::Addition;
use crate::diff::Known;
use crate::error::Direction;

/// Statements that lead from one schema to another and back.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// What only gets another name.
    pub renames: Vec<Rename>,
    /// What else changes.
    pub changes: Vec<Change>,
    /// The migrations, in order.
    pub parts: Vec<Part>,
    /// What was added to the declaration because it is usual, and why.
    pub additions: Vec<Addition>,
    /// The schema that they start from.
    #[serde(skip)]
    pub former: Catalog,
    /// The schema that they lead to.
    #[serde(skip)]
    pub expected: Catalog,
    /// How exactly that is known.
    #[serde(skip)]
    pub known: Known,
    /// Whether the statements were tried already.
    #[serde(skip)]
    pub is_tried: bool,
}

/// One migration.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// What it is for.
    pub purpose: Purpose,
    /// What it does.
    pub up: Vec<Step>,
    /// What reverts it.
    pub down: Vec<Step>,
}

/// What a part is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The changes themselves, in one transaction.
    Change,
    /// A statement that refuses a transaction.
    Alone,
    /// What looks at all rows, in a transaction of its own.
    Later,
}

impl Purpose {
    /// Whether the migration runs in a transaction.
    pub const fn in_transaction(self) -> bool {
        !matches!(self, Self::Alone)
    }
}

impl Draft {
    /// The hazards of all statements, up and down, each with its statement.
    pub fn hazards(&self) -> impl Iterator<Item = (&Step, &Hazard)> {
        let steps = self.parts.iter().flat_map(|part| &part.up);
        steps.flat_map(|step| step.hazards.iter().map(move |hazard| (step, hazard)))
    }

    /// The directions in which a statement may fail where rows do not fit.
    pub fn may_fail(&self) -> Vec<Direction> {
        let may_fail = |steps: fn(&Part) -> &Vec<Step>| {
            let mut steps = self.parts.iter().flat_map(steps);
            steps.any(|step| {
                let mut hazards = step.hazards.iter();
                hazards.any(|hazard| hazard.kind == HazardKind::MayFail)
            })
        };
        let up = may_fail(|part| &part.up).then_some(Direction::Up);
        let down = may_fail(|part| &part.down).then_some(Direction::Down);
        up.into_iter().chain(down).collect()
    }

    /// Whether the way back leaves nothing to wish for, not even what is not in a catalog.
    pub fn gives_back(&self) -> bool {
        way::gives_back(&self.changes)
    }

    /// Whether going up loses rows or values.
    pub fn loses_data(&self) -> bool {
        self.hazards()
            .any(|(_, hazard)| hazard.kind == HazardKind::DataLoss)
    }
}
