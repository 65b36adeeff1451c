//! The runner's lock: a locked file beside the database. A transaction cannot serve as the lock,
//! because migrations may need to run outside of one. The operating system releases the lock when
//! its holder dies, so a killed run leaves only a file without effect behind.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::SqliteConnection;

use super::statement::texts;
use crate::error::{Class, Holder, ServerError};
use crate::session::LockAttempt;

/// The number of attempts if the file keeps disappearing because its holder released it.
const TRIES: usize = 100;

/// The state of a session's lock.
#[derive(Default)]
pub(super) enum Hold {
    /// Not held.
    #[default]
    None,
    /// Held; nobody else can hold it, because the database is in memory.
    Alone,
    /// Held, as long as this file is locked.
    File { _locked: LockFile },
}

/// The locked file.
pub(super) struct LockFile {
    path: PathBuf,
    /// Closing it releases the lock.
    file: File,
}

/// Tries to acquire the lock.
pub(super) fn take(
    connection: &mut SqliteConnection,
    hold: &mut Hold,
) -> Result<LockAttempt, ServerError> {
    if !matches!(hold, Hold::None) {
        return Ok(LockAttempt::Taken);
    }
    let Some(path) = path(connection)? else {
        *hold = Hold::Alone;
        return Ok(LockAttempt::Taken);
    };
    for _ in 0..TRIES {
        let mut file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(LockAttempt::HeldBy(read(&mut file))),
            Err(TryLockError::Error(error)) => return Err(refused(&path, &error)),
        }
        // The previous holder may have removed the file after it was opened here and before it was
        // locked.
        if is_at(&file, &path) {
            write(&mut file).map_err(|error| refused(&path, &error))?;
            *hold = Hold::File {
                _locked: LockFile { path, file },
            };
            return Ok(LockAttempt::Taken);
        }
    }
    let message = format!("the lock file `{}` keeps disappearing", path.display());
    Err(ServerError::new(Class::Other, message))
}

/// Releases the lock and removes the file.
pub(super) fn give_back(hold: &mut Hold) {
    *hold = Hold::None;
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // The file is removed while it is locked, so that nobody else can have acquired it.
        if is_at(&self.file, &self.path) && std::fs::remove_file(&self.path).is_err() {
            tracing::debug!(path = %self.path.display(), "the lock file stays behind");
        }
    }
}

/// Returns the path of the lock file, beside the database file that SQLite opened, as an absolute
/// path without symbolic links. `None` for in-memory databases.
fn path(connection: &mut SqliteConnection) -> Result<Option<PathBuf>, ServerError> {
    let sql = "SELECT file FROM pragma_database_list WHERE name = 'main'";
    let file = texts(connection, sql, &[])?.pop().unwrap_or_default();
    if file.is_empty() {
        return Ok(None);
    }
    let file = PathBuf::from(file);
    let file = file.canonicalize().unwrap_or(file);
    let mut name = OsString::from(file);
    name.push("-glowplug.lock");
    Ok(Some(PathBuf::from(name)))
}

fn open(path: &Path) -> Result<File, ServerError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|error| refused(path, &error))
}

fn refused(path: &Path, error: &std::io::Error) -> ServerError {
    let class = match error.kind() {
        ErrorKind::PermissionDenied => Class::Privilege,
        ErrorKind::ReadOnlyFilesystem => Class::ReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Class::DiskFull,
        _ => Class::Other,
    };
    ServerError {
        detail: Some(error.to_string()),
        hint: Some("the folder of a SQLite database must be writable, for SQLite, too".to_owned()),
        ..ServerError::new(class, format!("cannot lock `{}`", path.display()))
    }
}

/// Returns true if the path still refers to this file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    match (file.metadata(), path.symlink_metadata()) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Returns true if the path exists, because on other systems an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Records the holder, for [`read`].
fn write(file: &mut File) -> std::io::Result<()> {
    let user = whoami::username().unwrap_or_default();
    let host = whoami::hostname().unwrap_or_default();
    let since = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    let process = std::process::id();
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    write!(file, "{process}\n{user}\n{host}\n{since}\n")?;
    file.flush()
}

/// Returns the holder, as far as it can be read.
fn read(file: &mut File) -> Holder {
    let mut text = String::new();
    if file.read_to_string(&mut text).is_err() {
        return Holder::default();
    }
    let mut lines = text.lines();
    let session = lines.next().and_then(|process| process.parse().ok());
    let user = lines.next().unwrap_or_default();
    let host = lines.next().unwrap_or_default();
    let since = lines
        .next()
        .and_then(|since| DateTime::parse_from_rfc3339(since).ok())
        .and_then(|since| (Utc::now() - since.to_utc()).to_std().ok());
    Holder {
        session,
        name: (!user.is_empty()).then(|| format!("{user}@{host}")),
        since,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_that_was_removed_and_created_again_is_another_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = open(&path).unwrap();
        assert!(is_at(&first, &path));
        std::fs::remove_file(&path).unwrap();
        assert!(!is_at(&first, &path));
        open(&path).unwrap();
        assert!(!is_at(&first, &path));
    }

    #[test]
    fn giving_back_spares_the_file_of_another_holder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "another").unwrap();
        drop(LockFile {
            path: path.clone(),
            file,
        });
        assert!(path.exists());
    }
}
