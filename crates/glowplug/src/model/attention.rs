use std::fmt;

use serde::Serialize;

use super::Version;

/// Something that database and files disagree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attention {
    /// What kind.
    pub kind: AttentionKind,
    /// Which version.
    pub version: Version,
    /// The migration's name.
    pub name: String,
}

/// The kinds of disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttentionKind {
    /// The text was changed after it was applied.
    Edited,
    /// It is applied, and its folder is gone.
    Missing,
    /// It is pending, and older than the newest applied version.
    OutOfOrder,
    /// It was begun and not finished, statement by statement.
    Unfinished,
    /// Diesel applied it; the next `up` takes note of it.
    AppliedByDiesel,
    /// Diesel reverted it; the next `up` takes note of it.
    RevertedByDiesel,
}

impl Attention {
    /// What to do about it.
    pub const fn advice(&self) -> &'static str {
        match self.kind {
            AttentionKind::Edited => {
                "put the old text back and write a new migration, or accept the text as it is now \
                 with `repair`"
            }
            AttentionKind::Missing => {
                "bring the folder back, revert it with `down` (which is stored, if it had one), or \
                 go on without it with `--allow missing`"
            }
            AttentionKind::OutOfOrder => {
                "give it a newer version, or apply it late with `--allow out-of-order`"
            }
            AttentionKind::Unfinished => {
                "run the `up` or `down` that stopped again: it goes on from there; an `up` can be \
                 taken back with `down`"
            }
            AttentionKind::AppliedByDiesel | AttentionKind::RevertedByDiesel => {
                "nothing: the next `up` takes note of it"
            }
        }
    }
}

impl fmt::Display for Attention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            AttentionKind::Edited => write!(f, "`{name}` was edited after it was applied"),
            AttentionKind::Missing => write!(f, "`{name}` is applied, and its folder is gone"),
            AttentionKind::OutOfOrder => {
                write!(
                    f,
                    "`{name}` is pending, and older than the newest applied migration"
                )
            }
            AttentionKind::Unfinished => write!(f, "`{name}` was begun and not finished"),
            AttentionKind::AppliedByDiesel => write!(f, "`{name}` was applied by diesel"),
            AttentionKind::RevertedByDiesel => write!(f, "`{name}` was reverted by diesel"),
        }
    }
}
