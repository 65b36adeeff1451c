//! Opens, creates and replaces the file of a database, and explains why that fails.
//!
//! The file is never opened except through SQLite: closing any handle to it releases all locks that
//! this process has on it (<https://www.sqlite.org/howtocorrupt.html>, 2.2).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use diesel::SqliteConnection;
use diesel_async::AsyncConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use percent_encoding::percent_decode_str;

use super::SqliteSession;
use super::error;
use super::quote::literal;
use super::session_state::wait_for_locks;
use super::statement::{exec, number, query};
use crate::error::{Class, ServerError};
use crate::model::{Address, Database, Value};
use crate::session::{Caching, Guard, Limits, LockAttempt};

/// The suffixes of the files that SQLite creates beside the database.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Opens the database. A missing file is created, as `diesel` does.
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
    match read.await.map_err(|error| error::translate(&error))? {
        Err(error) if error.code.as_deref() == Some("SQLITE_NOTADB") => Err(ServerError {
            message: format!("`{address}` is not a SQLite database"),
            hint: Some("check the path; an encrypted database looks like this, too".to_owned()),
            ..error
        }),
        // The database is locked. Waiting for that is left to the statements.
        Err(error) if error.class != Class::LockTimeout => Err(error),
        _ => Ok(connection),
    }
}

/// Returns the path in an address, by SQLite's rules: `sqlite://` and `file:` are URIs, anything
/// else is a plain path. `None` for in-memory databases.
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

/// Returns an error if the file's folder does not exist, or if the path itself is a folder.
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
            format!("no permission to enter the folder `{}`", folder.display()),
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

/// Returns the folder of a file; `.` for a bare name.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Returns the reason why SQLite cannot open a file whose folder exists.
fn refused(path: Option<&Path>, message: &str) -> ServerError {
    let Some(path) = path else {
        return ServerError::new(Class::Other, message);
    };
    let (class, reason) = match path.try_exists() {
        Ok(true) => (Class::Privilege, "no permission to open it"),
        Ok(false) => (
            Class::MissingDatabase,
            "it does not exist and cannot be created",
        ),
        Err(_) => (Class::Privilege, "no permission to access it"),
    };
    ServerError {
        code: Some("SQLITE_CANTOPEN".to_owned()),
        detail: Some(message.to_owned()),
        ..ServerError::new(class, format!("cannot open `{}`: {reason}", path.display()))
    }
}

/// Creates the file of a database; returns true if it did not exist. In-memory databases are always
/// new.
///
/// # Errors
/// Like [`connect`](crate::dialect::connect), for example if the folder is missing.
pub async fn create_database(address: &Address) -> Result<bool, ServerError> {
    let missing = match existing(address)? {
        Some(path) => !path.exists(),
        None => true,
    };
    open(address).await?;
    Ok(missing)
}

/// Removes a database with its companion files, and creates it again.
///
/// # Errors
/// The file is neither empty nor a SQLite database, somebody is using it, a run holds its lock, or
/// it cannot be removed. The database then stays unchanged.
pub async fn recreate_database(address: &Address) -> Result<(), ServerError> {
    let Some(path) = existing(address)?.filter(|path| path.exists()) else {
        return open(address).await.map(drop);
    };
    let mut session = SqliteSession::from_connection(Box::new(open(address).await?));
    if let LockAttempt::HeldBy(holder) = session.try_lock().await? {
        let message = format!("another run holds the lock: {holder}");
        return Err(ServerError::new(Class::LockTimeout, message));
    }
    // Makes sure that nobody else is reading or writing.
    let settings = session
        .work(|connection, _| {
            exec(connection, "BEGIN EXCLUSIVE; ROLLBACK")?;
            kept_settings(connection)
        })
        .await?;
    // The connection is closed before its files are removed, so that it cannot touch the new ones.
    // The lock is kept.
    let lock = session.into_state();
    replace(&path)?;
    create(address, &path, settings).await?;
    drop(lock);
    Ok(())
}

/// Creates a file with settings, which must be set before anything is read.
async fn create(address: &Address, path: &Path, settings: String) -> Result<(), ServerError> {
    let opened = SyncConnectionWrapper::<SqliteConnection>::establish(address.expose()).await;
    let mut connection = opened.map_err(|error| refused(Some(path), &error.to_string()))?;
    let set = connection.spawn_blocking(move |connection| Ok(exec(connection, &settings)));
    set.await.map_err(|error| error::translate(&error))?
}

/// Returns the statements that copy the settings in this database's header to a new file.
fn kept_settings(connection: &mut SqliteConnection) -> Result<String, ServerError> {
    const NAMES: [&str; 4] = ["page_size", "auto_vacuum", "application_id", "user_version"];
    let mut settings = String::new();
    for name in NAMES {
        let rows = query(connection, &format!("PRAGMA {name}"), &[], Caching::Once)?.rows;
        let value = match rows.first().map(|row| &row[0]) {
            Some(Value::Integer(number)) => number.to_string(),
            Some(Value::Text(text)) => literal(text),
            _ => continue,
        };
        settings.push_str(&format!("PRAGMA {name} = {value};\n"));
    }
    Ok(settings)
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
        return Err(ServerError::new(
            Class::Other,
            "this is not a SQLite address",
        ));
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
