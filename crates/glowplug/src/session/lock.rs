//! The outcome of trying to take the runner lock.

use crate::error::Holder;

/// The outcome of trying to take the runner lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockAttempt {
    /// The lock was taken.
    Taken,
    /// Another session holds it.
    HeldBy(Holder),
}
