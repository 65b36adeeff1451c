use crate::error::Holder;

/// The outcome of trying to take the lock of the one runner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockAttempt {
    /// We hold it.
    Taken,
    /// Somebody else does.
    HeldBy(Holder),
}
