//! Statements in order, and the transaction that they need.

use super::Step;

/// Statements in the order in which they run, and the transaction that they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The statements.
    pub steps: Vec<Step>,
    /// The transaction.
    pub transaction: PlanTransaction,
}

/// The transaction that a plan needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanTransaction {
    /// The transaction of the migration, for the steps that belong to it.
    #[default]
    Shared,
    /// A transaction of its own, for all steps: settings change before it begins and after it ends.
    Own,
}

impl Plan {
    /// Joins two plans, the second after the first.
    #[must_use]
    pub fn then(mut self, mut next: Self) -> Self {
        self.share_transaction(&mut next);
        self.steps.append(&mut next.steps);
        self
    }

    /// Gives both directions of a migration a transaction of their own if one of them needs it: the
    /// metadata of a migration sets for both directions whether it runs in a transaction.
    pub fn share_transaction(&mut self, other: &mut Self) {
        if self.has_own_transaction() || other.has_own_transaction() {
            self.transaction = PlanTransaction::Own;
            other.transaction = PlanTransaction::Own;
        }
    }

    /// Returns true if the plan opens and commits a transaction itself.
    pub fn has_own_transaction(&self) -> bool {
        self.transaction == PlanTransaction::Own
    }
}

impl From<Vec<Step>> for Plan {
    fn from(steps: Vec<Step>) -> Self {
        Self {
            steps,
            transaction: PlanTransaction::Shared,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sql: &str, transaction: PlanTransaction) -> Plan {
        Plan {
            steps: vec![Step::new(sql)],
            transaction,
        }
    }

    #[test]
    fn plans_that_run_one_after_the_other_share_a_transaction() {
        let plain = || plan("CREATE TABLE b (y TEXT)", PlanTransaction::Shared);
        let own = || plan("DROP TABLE a", PlanTransaction::Own);
        let both = plain().then(own());
        assert_eq!(both.steps, [plain().steps, own().steps].concat());
        assert!(both.has_own_transaction());
        assert!(!plain().then(plain()).has_own_transaction());
    }

    #[test]
    fn both_directions_share_a_transaction() {
        let mut up = plan("CREATE TABLE b (y TEXT)", PlanTransaction::Shared);
        let mut down = plan("DROP TABLE a", PlanTransaction::Own);
        up.share_transaction(&mut down);
        assert!(up.has_own_transaction() && down.has_own_transaction());
    }
}
