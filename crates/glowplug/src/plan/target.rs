use std::collections::BTreeSet;

use crate::model::{Attention, AttentionKind, Version};

/// How far `up` goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UpTarget {
    /// Everything that is pending.
    #[default]
    Latest,
    /// Everything up to and including this version.
    To(Version),
    /// The next so many.
    Steps(usize),
}

/// What `down` reverts, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DownTarget {
    /// The last batch.
    #[default]
    LastBatch,
    /// This batch and those after it; what Diesel applied and nobody took note of came after
    /// every batch.
    Batch(i64),
    /// The newest so many versions, in whichever batch, as `diesel migration revert` does it.
    Steps(usize),
    /// Everything newer than this version, which stays.
    To(Version),
    /// Everything.
    All,
}

/// Which disagreements between database and files are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow(pub BTreeSet<AttentionKind>);

impl Allow {
    /// Those that keep `up` from running: edited, missing and out-of-order ones that are not
    /// accepted. The others are seen to by `up` itself.
    pub fn refused(&self, attention: &[Attention]) -> Vec<Attention> {
        let refused = |attention: &&Attention| match attention.kind {
            kind @ (AttentionKind::Edited | AttentionKind::Missing | AttentionKind::OutOfOrder) => {
                !self.0.contains(&kind)
            }
            AttentionKind::Unfinished
            | AttentionKind::AppliedByDiesel
            | AttentionKind::RevertedByDiesel => false,
        };
        attention.iter().filter(refused).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_kinds_keep_up_from_running_unless_they_are_accepted() {
        let kinds = [
            AttentionKind::Edited,
            AttentionKind::Missing,
            AttentionKind::OutOfOrder,
            AttentionKind::Unfinished,
            AttentionKind::AppliedByDiesel,
            AttentionKind::RevertedByDiesel,
        ];
        let attention = kinds.map(|kind| Attention {
            kind,
            version: Version::stored("1"),
            name: "1_step".to_owned(),
        });
        let refused = |allow: Allow| -> Vec<AttentionKind> {
            let refused = allow.refused(&attention);
            refused
                .into_iter()
                .map(|attention| attention.kind)
                .collect()
        };
        assert_eq!(refused(Allow::default()), kinds[..3]);
        let allow = Allow([AttentionKind::Missing].into());
        assert_eq!(
            refused(allow),
            [AttentionKind::Edited, AttentionKind::OutOfOrder]
        );
    }
}
