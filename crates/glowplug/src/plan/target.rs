use std::collections::BTreeSet;

use crate::model::{AttentionKind, Version};

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
    /// This batch and those after it.
    Batch(i64),
    /// The last so many.
    Steps(usize),
    /// Everything newer than this version, which stays.
    To(Version),
    /// Everything.
    All,
}

/// Which disagreements between database and files are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow(pub BTreeSet<AttentionKind>);
