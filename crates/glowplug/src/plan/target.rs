//! The targets of `up` and `down`.

use std::collections::BTreeSet;

use crate::model::{Inconsistency, InconsistencyKind, Version};

/// Which migrations `up` applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UpTarget {
    /// All pending migrations.
    #[default]
    Latest,
    /// All up to and including this version.
    To(Version),
    /// The next migrations, at most this many.
    Steps(usize),
}

/// Which migrations `down` reverts, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DownTarget {
    /// The last batch.
    #[default]
    LastBatch,
    /// This batch and all later ones; versions that Diesel applied and no run has recorded are
    /// later than every batch.
    Batch(i64),
    /// The newest versions, at most this many, in whichever batch, as `diesel migration revert`
    /// does.
    Steps(usize),
    /// All versions newer than this one.
    To(Version),
    /// All versions.
    All,
}

/// Which inconsistencies between database and files are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow(pub BTreeSet<InconsistencyKind>);

impl Allow {
    /// Returns the inconsistencies that prevent `up` from running: edited, missing and out-of-order
    /// migrations that are not accepted. `up` resolves the other kinds itself.
    pub fn refused(&self, attention: &[Inconsistency]) -> Vec<Inconsistency> {
        let refused = |attention: &&Inconsistency| match attention.kind {
            kind @ (InconsistencyKind::Edited
            | InconsistencyKind::Missing
            | InconsistencyKind::OutOfOrder) => !self.0.contains(&kind),
            InconsistencyKind::UnfinishedMissing => !self.0.contains(&InconsistencyKind::Missing),
            InconsistencyKind::Unfinished
            | InconsistencyKind::AppliedByDiesel
            | InconsistencyKind::RevertedByDiesel => false,
        };
        attention.iter().filter(refused).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_kinds_keep_up_from_running_unless_they_are_accepted() {
        let kinds = [
            InconsistencyKind::Edited,
            InconsistencyKind::Missing,
            InconsistencyKind::OutOfOrder,
            InconsistencyKind::UnfinishedMissing,
            InconsistencyKind::Unfinished,
            InconsistencyKind::AppliedByDiesel,
            InconsistencyKind::RevertedByDiesel,
        ];
        let attention = kinds.map(|kind| Inconsistency {
            kind,
            version: Version::stored("1"),
            name: "1_step".to_owned(),
        });
        let refused = |allow: Allow| -> Vec<InconsistencyKind> {
            let refused = allow.refused(&attention);
            refused
                .into_iter()
                .map(|attention| attention.kind)
                .collect()
        };
        assert_eq!(refused(Allow::default()), kinds[..4]);
        let allow = Allow([InconsistencyKind::Missing].into());
        assert_eq!(
            refused(allow),
            [InconsistencyKind::Edited, InconsistencyKind::OutOfOrder]
        );
    }
}
