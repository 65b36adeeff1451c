//! The lock around every change of a cluster's state; the kernel releases it when its owner ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::{
    error::{Context, Error, Result},
    identity::no_follow,
};

const PATIENCE: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(20);

/// Waits for the exclusive lock, which is held as long as the returned file.
pub(crate) fn acquire(path: &Path) -> Result<File> {
    acquire_within(path, PATIENCE)
}

/// Waits for the exclusive lock as [`acquire`] does, at most for this time.
pub(crate) fn acquire_within(path: &Path, patience: Duration) -> Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .custom_flags(no_follow())
        .open(path)
        .context("open the lock", path)?;
    let deadline = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error).context("lock", path),
            Err(TryLockError::WouldBlock) if Instant::now() > deadline => {
                return Err(Error::Locked {
                    path: path.to_owned(),
                });
            }
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
}
