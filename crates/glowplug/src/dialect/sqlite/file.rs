//! The file of a database: opening, creating and replacing it, and saying why that fails.
//!
//! The file is never opened except through SQLite: closing any handle of it gives up all of this
//! process's locks on it (<https://www.sqlite.org/howtocorrupt.html>, 2.2).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use diesel::SqliteConnection;
use diesel_async::AsyncConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use percent_encoding::percent_decode_str;

use super::SqliteSession;
use super::failure;
use super::refresh::wait_for_locks;
use super::statement::{exec, number};
use crate::error::{Class, ServerError};
use crate::model::{Address, Database};
use crate::session::{Guard, Limits, LockAttempt};

/// What SQLite puts beside the file.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Opens the database; a missing file is created, as `diesel` does.
pub(super) async fn open(
    address: &Address,
) -> Result<SyncConnectionWrapper<SqliteConnection>, ServerError> {
    let path = path(address);
    if let Some(path) = &path {
        inspect(path)?;
    }
    let opened = SyncConnectionWrapper::establish(address.expose()).await;
    let mut connection = opened.map_err(|error| refused(path.as_deref(), &error.to_string()))?;
    let read = connection.spawn_blocking(|connection| {
        let waits = wait_for_locks(connection, Limits::default().lock_timeout);
        let sql = "SELECT count(*) FROM sqlite_master";
        Ok(waits.and_then(|()| number(connection, sql, &[])))
    });
    match read.await.map_err(|error| failure::translate(&error))? {
        Err(error) if error.code.as_deref() == Some("SQLITE_NOTADB") => Err(ServerError {
            message: format!("`{address}` is not a SQLite database"),
            hint: Some("check the path; an encrypted database looks like this, too".to_owned()),
            ..error
        }),
        // Somebody holds it: that is for the statements to wait for.
        Err(error) if error.class != Class::LockTimeout => Err(error),
        _ => Ok(connection),
    }
}

/// The path in an address, read as SQLite reads it: `sqlite://` and `file:` are URIs, the rest is
/// a plain path. `None` for databases in memory.
fn path(address: &Address) -> Option<PathBuf> {
    let text = address.expose();
    let Some(uri) = text
        .strip_prefix("sqlite://")
        .or_else(|| text.strip_prefix("file:"))
    else {
        return (text != ":memory:").then(|| PathBuf::from(text));
    };
    let (path, parameters) = uri.split_once('?').unwrap_or((uri, ""));
    let path = path.split('#').next().unwrap_or_default();
    let path = match path.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
        None => path,
    };
    let memory = parameters
        .split(['&', '#'])
        .any(|parameter| parameter == "mode=memory" || parameter == "vfs=memdb");
    let path = percent_decode_str(path).decode_utf8_lossy();
    (!memory && path != ":memory:" && !path.is_empty()).then(|| PathBuf::from(path.as_ref()))
}

/// Fails where there is no folder for the file, or a folder in its place.
fn inspect(path: &Path) -> Result<(), ServerError> {
    if path.is_dir() {
        let message = format!("`{}` is a folder, not a database file", path.display());
        return Err(ServerError::new(Class::MissingDatabase, message));
    }
    let folder = folder(path);
    match folder.metadata() {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => {
            let message = format!("`{}` is a file, not a folder", folder.display());
            Err(ServerError::new(Class::MissingDatabase, message))
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(ServerError::new(
            Class::Privilege,
            format!("the folder `{}` may not be entered", folder.display()),
        )),
        Err(_) => Err(ServerError {
            hint: Some("create the folder; SQLite creates files only".to_owned()),
            ..ServerError::new(
                Class::MissingDatabase,
                format!("the folder `{}` does not exist", folder.display()),
            )
        }),
    }
}

/// The folder of a file; `.` for a bare name.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Why SQLite does not open a file in a folder that is there.
fn refused(path: Option<&Path>, message: &str) -> ServerError {
    let Some(path) = path else {
        return ServerError::new(Class::Other, message);
    };
    let (class, reason) = match path.try_exists() {
        Ok(true) => (Class::Privilege, "it may not be opened"),
        Ok(false) => (
            Class::MissingDatabase,
            "it is not there and cannot be created",
        ),
        Err(_) => (Class::Privilege, "it may not be reached"),
    };
    ServerError {
        code: Some("SQLITE_CANTOPEN".to_owned()),
        detail: Some(message.to_owned()),
        ..ServerError::new(class, format!("cannot open `{}`: {reason}", path.display()))
    }
}

/// Creates the file of a database, and tells whether it was missing. What is in memory is always
/// new.
///
/// # Errors
/// As [`connect`](crate::dialect::connect), for example that the folder is missing.
pub async fn create_database(address: &Address) -> Result<bool, ServerError> {
    let missing = match existing(address)? {
        Some(path) => !path.exists(),
        None => true,
    };
    open(address).await?;
    Ok(missing)
}

/// Removes a database with its companions, and creates it anew.
///
/// # Errors
/// When the file is neither empty nor a SQLite database, when somebody uses it or a run holds its
/// lock, and when it cannot be removed; it stays as it is then.
pub async fn recreate_database(address: &Address) -> Result<(), ServerError> {
    let Some(path) = existing(address)?.filter(|path| path.exists()) else {
        return open(address).await.map(drop);
    };
    let mut session = SqliteSession::from_connection(Box::new(open(address).await?));
    if let LockAttempt::HeldBy(holder) = session.try_lock().await? {
        let message = format!("another run holds the lock: {holder}");
        return Err(ServerError::new(Class::LockTimeout, message));
    }
    // Nobody else may be reading or writing.
    session
        .work(|connection, _| exec(connection, "BEGIN EXCLUSIVE; ROLLBACK"))
        .await?;
    // Closed before its files go, so that it cannot touch the new ones; the lock stays.
    let lock = session.into_state();
    replace(&path)?;
    open(address).await?;
    drop(lock);
    Ok(())
}

fn replace(path: &Path) -> Result<(), ServerError> {
    let resolved = path
        .canonicalize()
        .map_err(|error| unremoved(path, &error))?;
    for companion in COMPANIONS {
        let mut name = resolved.clone().into_os_string();
        name.push(companion);
        remove(Path::new(&name))?;
    }
    remove(&resolved)
}

fn existing(address: &Address) -> Result<Option<PathBuf>, ServerError> {
    if address.database() != Database::Sqlite {
        return Err(ServerError::new(Class::Other, "this is no SQLite database"));
    }
    Ok(path(address))
}

fn remove(path: &Path) -> Result<(), ServerError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(unremoved(path, &error)),
        _ => Ok(()),
    }
}

fn unremoved(path: &Path, error: &std::io::Error) -> ServerError {
    let class = match error.kind() {
        ErrorKind::PermissionDenied => Class::Privilege,
        ErrorKind::ReadOnlyFilesystem => Class::ReadOnly,
        _ => Class::Other,
    };
    ServerError {
        detail: Some(error.to_string()),
        ..ServerError::new(class, format!("cannot remove `{}`", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(address: &str) -> Option<PathBuf> {
        path(&Address::parse(address).unwrap())
    }

    #[test]
    fn addresses_are_read_as_sqlite_reads_them() {
        for (address, expected) in [
            ("a b.db", "a b.db"),
            ("/tmp/50%25.db", "/tmp/50%25.db"),
            ("sqlite://data/a%20b.db", "data/a b.db"),
            ("sqlite:///srv/a.db?mode=ro", "/srv/a.db"),
            ("file:a.db?mode=rwc", "a.db"),
            ("file:///srv/a.db", "/srv/a.db"),
            ("file://localhost/srv/a.db#x", "/srv/a.db"),
        ] {
            assert_eq!(path_of(address), Some(PathBuf::from(expected)), "{address}");
        }
    }

    #[test]
    fn databases_in_memory_have_no_path() {
        for address in [
            ":memory:",
            "file::memory:",
            "file:x?mode=memory&cache=shared",
            "sqlite://:memory:",
        ] {
            assert_eq!(path_of(address), None, "{address}");
        }
    }
}
