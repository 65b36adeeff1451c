//! Which database: the one that is named, else the project's own local PostgreSQL.

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
use crate::output::{Output, complain};
use crate::project::Project;

/// What stands for itself in a URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The database that a command works on.
pub(crate) struct Target {
    /// Where it is.
    pub(crate) address: Address,
    /// The local PostgreSQL that holds it, when none was named.
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
    /// An address that cannot be read; no address, and no project to start a PostgreSQL for.
    pub(crate) fn choose(
        global: &Global,
        environment: &Environment,
        project: &Project,
    ) -> Result<Self> {
        let named = global
            .database_url
            .clone()
            .or_else(|| environment.get("DATABASE_URL"))
            .or_else(|| parts(environment));
        if let Some(text) = named {
            refuse_words(&text)?;
            let address = Address::parse(&text).map_err(glowplug::Error::from)?;
            return Ok(Self {
                address,
                local: None,
            });
        }
        Self::local(Local::of(project)?)
    }

    /// The database of the project's own PostgreSQL.
    ///
    /// # Errors
    /// An address that cannot be read, which does not happen.
    pub(crate) fn local(local: Local) -> Result<Self> {
        let url = local.cluster.url(&local.database);
        Ok(Self {
            address: Address::parse(&url).map_err(glowplug::Error::from)?,
            local: Some(local),
        })
    }

    /// A runner on a connection of its own.
    ///
    /// # Errors
    /// What hinders the connection, or the start of the local PostgreSQL.
    pub(crate) async fn runner(&mut self, output: &Output, folder: PathBuf) -> Result<Runner> {
        if self.prepare(output)? == Prepared::MayBeMissing {
            match Runner::connect_and_read(&self.address, Migrations::folder(&folder)).await {
                Err(error) if is_missing(&error) => self.create()?,
                other => return Ok(other?),
            }
        }
        Ok(Runner::connect_and_read(&self.address, Migrations::folder(folder)).await?)
    }

    /// Whether this is a SQLite file that is missing, which a connection would make.
    fn is_missing_file(&self) -> bool {
        let path = self.address.sqlite_path();
        self.address.database() == Database::Sqlite
            && path != ":memory:"
            && !path.starts_with("file:")
            && !Path::new(path).exists()
    }

    /// The same, for somebody who only looks: in place of a file that is missing, a database in
    /// memory, which is as empty.
    ///
    /// # Errors
    /// An address that cannot be read, which does not happen.
    pub(crate) fn looked_at(mut self, output: &Output) -> Result<Self> {
        if self.is_missing_file() {
            if !output.quiet && output.error_paint.terminal() {
                complain(&format!("`{}` does not exist yet", self.address));
            }
            self.address = Address::parse(":memory:").map_err(glowplug::Error::from)?;
        }
        Ok(self)
    }

    /// A session of its own.
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

    /// Starts the local PostgreSQL, if it is to be used and does not run.
    ///
    /// # Errors
    /// What hinders its start.
    pub(crate) fn prepare(&mut self, output: &Output) -> Result<Prepared> {
        let Some(local) = &self.local else {
            return Ok(Prepared::Named);
        };
        if local.cluster.status().state == State::Running {
            // Asking it to make the database costs a connection; it is nearly always there.
            return Ok(Prepared::MayBeMissing);
        }
        local.start(output)?;
        self.create()?;
        Ok(Prepared::Ready)
    }

    /// Makes the database on the local PostgreSQL.
    ///
    /// # Errors
    /// What the server says.
    pub(crate) fn create(&mut self) -> Result<()> {
        if let Some(local) = &self.local {
            // The socket may be at another place since the start.
            let url = local.cluster.ensure_database(&local.database)?;
            self.address = Address::parse(&url).map_err(glowplug::Error::from)?;
        }
        Ok(())
    }
}

/// How far the database is known to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prepared {
    /// It was named: whether it is there is not our business.
    Named,
    /// The local PostgreSQL runs; the database may be missing.
    MayBeMissing,
    /// It is there.
    Ready,
}

impl Local {
    /// The local PostgreSQL of a project. Starts nothing.
    ///
    /// # Errors
    /// No project here, or no PostgreSQL programs on this machine.
    pub(crate) fn of(project: &Project) -> Result<Self> {
        let root = project.root().ok_or_else(|| {
            Error::usage(
                format!(
                    "no database is named, and `{}` is in no project that could have its own",
                    project.folder.display()
                ),
                "pass `--database-url`, set `DATABASE_URL`, or start a project here with `init`",
            )
        })?;
        Ok(Self {
            cluster: Cluster::development(&root)?,
            database: Project::database_name(&root),
        })
    }

    /// Starts it and says so, unless it runs.
    ///
    /// # Errors
    /// What hinders its start.
    pub(crate) fn start(&self, output: &Output) -> Result<State> {
        let status = self.cluster.status();
        if status.state != State::Running {
            self.cluster.start()?;
            output.remark(format!(
                "started the project's own PostgreSQL {} in {}",
                status.version,
                status.data_dir.display()
            ));
        }
        Ok(status.state)
    }
}

/// An address of `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER`, `DB_PASSWORD`, if any of them but the
/// port and the password is set.
fn parts(environment: &Environment) -> Option<String> {
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

/// An IPv6 address stands in brackets; the folder of a socket is encoded.
fn host_of_url(host: &str) -> String {
    match host.parse::<std::net::Ipv6Addr>() {
        Ok(address) => format!("[{address}]"),
        Err(_) => utf8_percent_encode(host, ESCAPED).to_string(),
    }
}

/// A text with the passwords of all URLs in it replaced.
pub(crate) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        masked.push_str(before);
        masked.push_str("://");
        // A password may hold an `@` or a `/`: everything up to the last `@` of the word counts.
        let end = after
            .find(|c: char| c.is_whitespace())
            .unwrap_or(after.len());
        let word = &after[..end];
        let credentials = word.rfind('@').unwrap_or(0);
        match word[..credentials].split_once(':') {
            Some((user, _)) => {
                masked.push_str(user);
                masked.push_str(":***");
            }
            None => masked.push_str(&word[..credentials]),
        }
        rest = &after[credentials..];
    }
    masked.push_str(rest);
    mask_parameters(&masked)
}

/// The value of every `password=` replaced.
fn mask_parameters(text: &str) -> String {
    let mut parts = text.split("password=");
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        masked.push_str("password=***");
        let end = part.find(|c: char| c.is_whitespace() || "&'\"".contains(c));
        masked.push_str(&part[end.unwrap_or(part.len())..]);
    }
    masked
}

/// `host=… password=…` would be taken for the path of a SQLite file, and be shown.
fn refuse_words(text: &str) -> Result<()> {
    let words = |name: &str| text.split_whitespace().any(|word| word.starts_with(name));
    let is_words = ["host=", "user=", "dbname=", "password="]
        .into_iter()
        .any(words);
    if is_words && !text.contains("://") {
        return Err(Error::usage(
            "the database's address has the form `name=value`, which is not supported",
            "write it as `postgres://user:password@host:5432/database`",
        ));
    }
    Ok(())
}

/// Whether a connection failed because there is no such database.
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
        let error = refuse_words("host=db password=hunter2").unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
        assert!(refuse_words("my database=x.db").is_ok());
        assert!(refuse_words("postgres://h/d?user=x").is_ok());
    }

    #[test]
    fn passwords_in_a_text_are_masked() {
        for (text, masked) in [
            ("no url: at all@", "no url: at all@"),
            (
                "unexpected 'postgres://me:hunter2@host/db' found",
                "unexpected 'postgres://me:***@host/db' found",
            ),
            (
                "'postgres://host/db?password=hunter2&a=b'",
                "'postgres://host/db?password=***&a=b'",
            ),
            (
                "a mysql://u:p@ss/w:d@h/d b postgres://h:5432/x",
                "a mysql://u:***@h/d b postgres://h:5432/x",
            ),
        ] {
            assert_eq!(mask(text), masked);
        }
    }

    #[test]
    fn hosts_of_every_kind_fit_into_a_url() {
        assert_eq!(host_of_url("db.example.com"), "db.example.com");
        assert_eq!(host_of_url("::1"), "[::1]");
        assert_eq!(host_of_url("/run/postgresql"), "%2Frun%2Fpostgresql");
    }
}
