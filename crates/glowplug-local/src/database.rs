//! Creates, clones and drops databases.

use std::{
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use tokio_postgres::error::SqlState;

use crate::{
    error::{Error, Result},
    session::Session,
};

const ATTEMPTS: u32 = 250;
const PAUSE: Duration = Duration::from_millis(20);

/// The databases of one server, and a few open connections for creating and dropping them.
#[derive(Debug)]
pub(crate) struct Databases {
    url: String,
    idle: Mutex<Vec<Session>>,
    strategy: Strategy,
}

/// How the server copies a template.
///
/// Copying the files takes half the time, except on a server with `fsync`, where such a copy waits
/// for the disk twice; versions before 15 have no other strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    Default,
    CopyFiles,
}

/// An action and the database it is applied to, for the error message.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a>(pub(crate) &'static str, pub(crate) &'a str);

impl Databases {
    /// Creates a value for the server of this URL; connects when first needed.
    pub(crate) fn new(url: String, strategy: Strategy) -> Self {
        Self {
            url,
            idle: Mutex::default(),
            strategy,
        }
    }

    /// Creates a database, as a copy of another one if a template is given.
    pub(crate) fn create(&self, name: &str, template: Option<&str>) -> Result<()> {
        let mut sql = format!("CREATE DATABASE {}", quote(name));
        if let Some(template) = template {
            sql = format!("{sql} TEMPLATE {}", quote(template));
            if self.strategy == Strategy::CopyFiles {
                sql.push_str(" STRATEGY FILE_COPY");
            }
        }
        self.run(Task("create", name), &sql)
    }

    /// Drops a database and the connections to it, if it exists.
    pub(crate) fn drop(&self, name: &str) -> Result<()> {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote(name));
        self.run(Task("drop", name), &sql)
    }

    /// Returns the names that begin with a prefix.
    pub(crate) fn list(&self, prefix: &str) -> Result<Vec<String>> {
        const SQL: &str = "SELECT datname::text FROM pg_database \
                           WHERE starts_with(datname::text, $1) ORDER BY datname";
        self.with(Task("list", prefix), |session| {
            session.texts(SQL, vec![prefix.to_owned()])
        })
    }

    /// Creates a template once, however many threads and processes ask for it: one builds it under
    /// an advisory lock, the others wait. `build` fills the empty database with the given name.
    pub(crate) fn template(
        &self,
        name: &str,
        build: impl FnOnce(&str) -> Result<()>,
    ) -> Result<()> {
        const LOCK: &str = "SELECT pg_advisory_lock(hashtextextended($1, 0))::text";
        let task = Task("lock", name);
        let session = Session::open(&self.url)?;
        // The server releases the lock when this session is dropped, on every path out of here.
        session
            .texts(LOCK, vec![name.to_owned()])?
            .map_err(|error| task.failed(error))?;
        if self.list(name)?.iter().any(|found| found == name) {
            return Ok(());
        }
        let unfinished = format!("{name}_unfinished");
        self.drop(&unfinished)?;
        self.create(&unfinished, None)?;
        let built = build(&unfinished).and_then(|()| self.seal(&unfinished, name));
        if built.is_err() {
            // The caller gets the error of the template, not that of dropping what is left of it.
            let _ = self.drop(&unfinished);
        }
        built
    }

    /// Renames a finished template and closes it to connections, because an open one would prevent
    /// cloning.
    fn seal(&self, unfinished: &str, name: &str) -> Result<()> {
        const DISCONNECT: &str = "SELECT pg_terminate_backend(pid)::text \
                                  FROM pg_stat_activity WHERE datname::text = $1";
        let task = Task("complete", name);
        let from = quote(unfinished);
        self.run(
            task,
            &format!("ALTER DATABASE {from} ALLOW_CONNECTIONS false"),
        )?;
        self.with(task, |session| {
            session.texts(DISCONNECT, vec![unfinished.to_owned()])
        })?;
        self.run(
            task,
            &format!("ALTER DATABASE {from} RENAME TO {}", quote(name)),
        )
    }

    /// Runs a statement; waits while the database is in use.
    fn run(&self, task: Task<'_>, sql: &str) -> Result<()> {
        for _ in 0..ATTEMPTS {
            match self.with(task, |session| session.execute(sql.to_owned())) {
                Err(error) if has_code(&error, &SqlState::OBJECT_IN_USE) => thread::sleep(PAUSE),
                result => return result,
            }
        }
        self.with(task, |session| session.execute(sql.to_owned()))
    }

    /// Runs `work` with an idle connection, or with a new one if none is idle or the idle one is
    /// dead.
    fn with<T>(
        &self,
        task: Task<'_>,
        work: impl Fn(&Session) -> Result<Result<T, tokio_postgres::Error>>,
    ) -> Result<T> {
        let idle = self.lock_idle().pop();
        if let Some(session) = idle {
            match work(&session) {
                Ok(Err(error)) if is_lost(&error) => self.lock_idle().clear(),
                Err(Error::Disconnected) => self.lock_idle().clear(),
                result => {
                    self.lock_idle().push(session);
                    return result?.map_err(|error| task.failed(error));
                }
            }
        }
        let session = Session::open(&self.url)?;
        let result = work(&session)?;
        self.lock_idle().push(session);
        result.map_err(|error| task.failed(error))
    }

    fn lock_idle(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Task<'_> {
    fn failed(self, source: tokio_postgres::Error) -> Error {
        Error::Database {
            action: self.0,
            object: self.1.to_owned(),
            source,
        }
    }
}

/// Creates a database unless it exists; another process may create it at the same time.
pub(crate) fn ensure(url: &str, name: &str) -> Result<()> {
    let databases = Databases::new(url.to_owned(), Strategy::Default);
    if databases.list(name)?.iter().any(|found| found == name) {
        return Ok(());
    }
    match databases.create(name, None) {
        Err(error) if exists_already(&error) => Ok(()),
        result => result,
    }
}

/// Returns true if the name is taken; concurrent creators collide in the unique index.
pub(crate) fn exists_already(error: &Error) -> bool {
    has_code(error, &SqlState::DUPLICATE_DATABASE) || has_code(error, &SqlState::UNIQUE_VIOLATION)
}

fn has_code(error: &Error, code: &SqlState) -> bool {
    matches!(error, Error::Database { source, .. } if source.code() == Some(code))
}

/// Returns true if the server ended the connection, so that a new one may work.
fn is_lost(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        Some(code) => [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
        ]
        .contains(code),
        None => true,
    }
}

/// Quotes an identifier.
fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_names() {
        assert_eq!(quote(r#"a"b c"#), r#""a""b c""#);
    }
}
