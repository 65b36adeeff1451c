//! The generated migrations, as data.

use glowplug::catalog::{Catalog, Uncompared};
use glowplug::error::Direction;
use serde::Serialize;

use super::roundtrip;
use crate::change::{Change, Hazard, HazardKind, Rename, Step};
use crate::declare::Addition;
use crate::diff::Fidelity;

/// Statements that change one schema to another and back.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// The renames.
    pub renames: Vec<Rename>,
    /// All other changes.
    pub changes: Vec<Change>,
    /// The migrations, in order.
    pub parts: Vec<Part>,
    /// The objects that were added to the declaration by convention, with the reasons.
    pub additions: Vec<Addition>,
    /// Objects that exist on either side but are not compared.
    pub not_compared: Vec<Uncompared>,
    /// The schema before the migrations.
    #[serde(skip)]
    pub former: Catalog,
    /// The schema after the migrations.
    #[serde(skip)]
    pub expected: Catalog,
    /// The accuracy of that schema.
    #[serde(skip)]
    pub known: Fidelity,
    /// Whether the statements have been tried already.
    #[serde(skip)]
    pub is_tried: bool,
}

/// One migration.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its purpose.
    pub purpose: Purpose,
    /// The statements of `up`.
    pub up: Vec<Step>,
    /// The statements of `down`; if the part cannot be reverted, a statement that fails.
    pub down: Vec<Step>,
    /// The reason if it cannot be reverted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub irreversible: Option<String>,
}

/// The purpose of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The changes themselves, in one transaction.
    Change,
    /// A statement that cannot run in a transaction.
    NonTransactional,
    /// Statements that scan all rows, in a transaction of their own.
    Deferred,
}

impl Purpose {
    /// Returns true if the migration runs in a transaction.
    pub const fn in_transaction(self) -> bool {
        !matches!(self, Self::NonTransactional)
    }
}

impl Draft {
    /// Returns the hazards of the `up` statements, each with its statement.
    pub fn hazards(&self) -> impl Iterator<Item = (&Step, &Hazard)> {
        let steps = self.parts.iter().flat_map(|part| &part.up);
        steps.flat_map(|step| step.hazards.iter().map(move |hazard| (step, hazard)))
    }

    /// Returns the directions in which a statement may fail depending on the rows.
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

    /// Returns true if reverting restores everything, including what a catalog does not contain.
    pub fn gives_back(&self) -> bool {
        roundtrip::gives_back(&self.changes)
    }

    /// Returns true if applying it loses rows or values.
    pub fn loses_data(&self) -> bool {
        self.hazards()
            .any(|(_, hazard)| hazard.kind == HazardKind::DataLoss)
    }
}
