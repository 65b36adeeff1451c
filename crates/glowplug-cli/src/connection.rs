//! Chooses the database: the one that is configured, else the project's own local PostgreSQL.

mod fetching;
mod missing;
mod own;

use std::path::{Path, PathBuf};

use glowplug::error::Class;
use glowplug::model::Address;
use glowplug::session::Session;
use glowplug::source::Migrations;
use glowplug::{Database, Runner, dialect};
use glowplug_local::{Cluster, State};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::global::Global;
use crate::output::Output;
use crate::project::Project;

/// The characters that are escaped in a URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The database that a command works on.
pub(crate) struct Target {
    /// The address.
    pub(crate) address: Address,
    /// The local PostgreSQL, if the database is on it.
    pub(crate) local: Option<Local>,
}

/// The project's own PostgreSQL.
pub(crate) struct Local {
    /// The server.
    pub(crate) cluster: Cluster,
    /// The project's database on it.
    pub(crate) database: String,
}

impl Target {
    /// Chooses the database. Starts nothing.
    ///
    /// # Errors
    /// An address that cannot be read; no address, and no project whose PostgreSQL could be
    /// started.
    pub(crate) fn choose(
        global: &Global,
        environment: &Environment,
        project: &Project,
        output: Output,
    ) -> Result<Self> {
        let named = global
            .database_url
            .clone()
            .or_else(|| environment.get("DATABASE_URL"))
            .or_else(|| parts(environment));
        if let Some(text) = named {
            refuse_keyword_string(&text)?;
            let address = Address::parse(&text).map_err(glowplug::Error::from)?;
            let named_by = match environment.get("DATABASE_URL") {
                Some(_) => "DATABASE_URL",
                None => "DB_HOST",
            };
            let file = match global.database_url {
                Some(_) => None,
                None => environment.file_of(named_by),
            };
            let local = own::find(output, project, &address, file)?;
            let address = match local {
                // The variables of `psql` are for other servers.
                Some(_) => address,
                None => completed(address)?,
            };
            return Ok(Self { address, local });
        }
        if let Some(other) = project
            .declared_database()
            .filter(|it| *it != Database::Postgres)
        {
            return Err(unnamed(other, project));
        }
        Self::local(Local::of(output, project)?)
    }

    /// Returns which database the project is for, without its address.
    ///
    /// # Errors
    /// An address that cannot be read.
    pub(crate) fn database(
        global: &Global,
        environment: &Environment,
        project: &Project,
    ) -> Result<Database> {
        let named = global
            .database_url
            .clone()
            .or_else(|| environment.get("DATABASE_URL"))
            .or_else(|| parts(environment));
        if let Some(text) = named {
            let address = Address::parse(&text).map_err(glowplug::Error::from)?;
            return Ok(address.database());
        }
        Ok(project.declared_database().unwrap_or(Database::Postgres))
    }

    /// Returns the database at an address.
    pub(crate) const fn at(address: Address) -> Self {
        Self {
            address,
            local: None,
        }
    }

    /// Returns the database in a SQLite file.
    ///
    /// # Errors
    /// A path that is not an address, which does not happen.
    pub(crate) fn file(path: &Path) -> Result<Self> {
        let address = Address::parse(&path.to_string_lossy()).map_err(glowplug::Error::from)?;
        Ok(Self::at(address))
    }

    /// Returns the database of the project's own PostgreSQL.
    ///
    /// # Errors
    /// A URL that is not an address, which does not happen.
    pub(crate) fn local(local: Local) -> Result<Self> {
        let url = local.cluster.url(&local.database);
        Ok(Self {
            address: Address::parse(&url).map_err(glowplug::Error::from)?,
            local: Some(local),
        })
    }

    /// Returns a runner on a connection of its own.
    ///
    /// # Errors
    /// Anything that prevents the connection, or the start of the local PostgreSQL.
    pub(crate) async fn runner(&mut self, output: &Output, folder: PathBuf) -> Result<Runner> {
        if self.prepare(output)? == Prepared::MayBeMissing {
            match Runner::connect_and_read(&self.address, Migrations::folder(&folder)).await {
                Err(error) if is_missing(&error) => self.create()?,
                other => return Ok(other?),
            }
        }
        Ok(Runner::connect_and_read(&self.address, Migrations::folder(folder)).await?)
    }

    /// Returns a session of its own.
    ///
    /// # Errors
    /// As [`runner`](Self::runner).
    pub(crate) async fn session(&mut self, output: &Output) -> Result<Box<dyn Session>> {
        if self.prepare(output)? == Prepared::MayBeMissing {
            match dialect::connect(&self.address).await {
                Err(error) if is_missing(&error) => self.create()?,
                other => return Ok(other?),
            }
        }
        Ok(dialect::connect(&self.address).await?)
    }

    /// Starts the local PostgreSQL, if it is used and not running.
    ///
    /// # Errors
    /// Anything that prevents its start.
    pub(crate) fn prepare(&mut self, output: &Output) -> Result<Prepared> {
        let Some(local) = &self.local else {
            return Ok(Prepared::Named);
        };
        if local.start(output)? == State::Running {
            // Checking for the database takes a connection, and it nearly always exists.
            return Ok(Prepared::MayBeMissing);
        }
        self.create()?;
        Ok(Prepared::Ready)
    }

    /// Creates the database on the local PostgreSQL.
    ///
    /// # Errors
    /// The server's error.
    pub(crate) fn create(&mut self) -> Result<()> {
        if let Some(local) = &self.local {
            // The socket may have moved since the start.
            let url = local.cluster.ensure_database(&local.database)?;
            self.address = Address::parse(&url).map_err(glowplug::Error::from)?;
        }
        Ok(())
    }
}

/// Whether the database is known to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prepared {
    /// It was configured: not checked.
    Named,
    /// The local PostgreSQL is running; the database may be missing.
    MayBeMissing,
    /// It exists.
    Ready,
}

impl Local {
    /// Returns the local PostgreSQL of a project. Starts nothing.
    ///
    /// # Errors
    /// No project here, or no PostgreSQL programs on this machine.
    pub(crate) fn of(output: Output, project: &Project) -> Result<Self> {
        let root = project.root().ok_or_else(|| {
            Error::usage(
                format!(
                    "no database is configured, and `{}` is not in a project that could have its own",
                    project.folder.display()
                ),
                "pass `--database-url`, set `DATABASE_URL`, or create a project here with `init`",
            )
        })?;
        Self::at(output, &root, Project::database_name(&root))
    }

    fn at(output: Output, root: &Path, database: String) -> Result<Self> {
        Ok(Self {
            cluster: Cluster::development_with(root, fetching::settings(output))?,
            database,
        })
    }

    /// Starts it with a notice, unless it is running. Returns its state before.
    ///
    /// # Errors
    /// Anything that prevents its start.
    pub(crate) fn start(&self, output: &Output) -> Result<State> {
        let status = self.cluster.status();
        if status.state != State::Running {
            self.cluster.start()?;
            output.notice(format!(
                "started the project's own PostgreSQL {} in {}",
                status.version,
                status.data_dir.display()
            ));
        }
        self.note_copy(output);
        Ok(status.state)
    }

    /// Prints a notice if the start found that the project is a copy, with the path of the copied
    /// data.
    pub(crate) fn note_copy(&self, output: &Output) {
        let Some(copied) = self.cluster.copied() else {
            return;
        };
        let mut text = format!(
            "this project is a copy of `{}`: it has its own PostgreSQL now, which is empty; that of \
             the original is not touched",
            copied.from.display()
        );
        if let Some(kept) = &copied.kept {
            text.push_str(&format!(
                "\nthe copied data is in `{}`; if the server was stopped when it was copied, you can use \
                 it: run `glowplug local stop`, then replace `{}` with the `data` in it",
                kept.display(),
                self.cluster.data_dir().display()
            ));
        }
        output.notice(text);
    }
}

/// Returns an address with what `psql` would add to it.
///
/// # Errors
/// A service that no file has.
pub(crate) fn completed(address: Address) -> Result<Address> {
    address.completed().map_err(|error| {
        let advice = "correct the address, or the variables `PG…` and the service that complete it";
        Error::usage(error.to_string(), advice)
    })
}

/// Returns the error for a project without a configured database, for which none can be started.
fn unnamed(database: Database, project: &Project) -> Error {
    let name = project.root().map(|root| Project::database_name(&root));
    let name = name.unwrap_or_default();
    let (what, advice) = match database {
        Database::Sqlite => (
            "SQLite",
            format!("`glowplug init` creates one, or add `DATABASE_URL={name}.db` to `.env`"),
        ),
        _ => (
            "MySQL",
            format!("add `DATABASE_URL=mysql://user:password@localhost/{name}` to `.env`"),
        ),
    };
    let message =
        format!("no database is configured, and Diesel's features in `Cargo.toml` say {what}");
    Error::usage(message, advice)
}

/// Returns the URL built from `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` and `DB_PASSWORD`, if the
/// host, the name or the user is set.
pub(crate) fn parts(environment: &Environment) -> Option<String> {
    let [host, name, user] = ["DB_HOST", "DB_NAME", "DB_USER"].map(|name| environment.get(name));
    if host.is_none() && name.is_none() && user.is_none() {
        return None;
    }
    let encode = |text: &str| utf8_percent_encode(text, ESCAPED).to_string();
    let mut url = "postgres://".to_owned();
    let user = user.unwrap_or_else(|| "postgres".to_owned());
    url.push_str(&encode(&user));
    if let Some(password) = environment.get("DB_PASSWORD") {
        url.push(':');
        url.push_str(&encode(&password));
    }
    url.push('@');
    url.push_str(&host_of_url(host.as_deref().unwrap_or("localhost")));
    if let Some(port) = environment.get("DB_PORT") {
        url.push(':');
        url.push_str(&encode(&port));
    }
    url.push('/');
    url.push_str(&encode(name.as_deref().unwrap_or(&user)));
    Some(url)
}

/// Formats a host for a URL: an IPv6 address in brackets, the folder of a socket encoded.
fn host_of_url(host: &str) -> String {
    match host.parse::<std::net::Ipv6Addr>() {
        Ok(address) => format!("[{address}]"),
        Err(_) => utf8_percent_encode(host, ESCAPED).to_string(),
    }
}

/// Refuses `host=… password=…`, which would be read as the path of a SQLite file, and be printed.
fn refuse_keyword_string(text: &str) -> Result<()> {
    let words = |name: &str| text.split_whitespace().any(|word| word.starts_with(name));
    let is_words = ["host=", "user=", "dbname=", "password="]
        .into_iter()
        .any(words);
    if is_words && !text.contains("://") {
        return Err(Error::usage(
            "database addresses of the form `name=value` are not supported",
            "write it as `postgres://user:password@host:5432/database`",
        ));
    }
    Ok(())
}

/// Returns true if a connection failed because the database does not exist.
pub(crate) fn is_missing(error: &glowplug::Error) -> bool {
    matches!(
        error,
        glowplug::Error::Connect { source, .. } if source.class == Class::MissingDatabase
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_libpq_string_is_refused_without_its_password() {
        let error = refuse_keyword_string("host=db password=hunter2").unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
        assert!(refuse_keyword_string("my database=x.db").is_ok());
        assert!(refuse_keyword_string("postgres://h/d?user=x").is_ok());
    }

    #[test]
    fn hosts_of_every_kind_fit_into_a_url() {
        assert_eq!(host_of_url("db.example.com"), "db.example.com");
        assert_eq!(host_of_url("::1"), "[::1]");
        assert_eq!(host_of_url("/run/postgresql"), "%2Frun%2Fpostgresql");
    }
}
