//! Chooses the database of an example: the one in the environment, else this project's local
//! PostgreSQL, which is started if it is not running.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};
use glowplug_local::{Cluster, State};
use tokio_postgres::Config;
use tokio_postgres::config::Host;
use tomori_db::pool::{Pool, Settings};

/// The variables that select a database, as [`Settings::from_env`] reads them.
const VARIABLES: [&str; 4] = ["DATABASE_URL", "DB_HOST", "DB_NAME", "DB_USER"];
/// The name of the local database, which is that of the package, as for `cargo db`.
const NAME: &str = "tomori_db";

/// A database, and how it was chosen.
pub(crate) struct Database {
    pub(crate) settings: Settings,
    /// Its URL without the password.
    pub(crate) address: String,
    /// Why it was chosen.
    pub(crate) chosen: String,
    /// What to do if it does not answer.
    hint: String,
}

impl Database {
    /// Opens a pool; an error names the database and what to do.
    pub(crate) async fn open(&self) -> Result<Pool> {
        Pool::new(self.settings.clone())
            .await
            .map_err(|error| anyhow!("cannot use {}: {error}\n{}", self.address, self.hint))
    }
}

/// Chooses the database.
pub(crate) async fn choose() -> Result<Database> {
    match VARIABLES.into_iter().find(|name| is_set(name)) {
        Some(variable) => Ok(Database {
            settings: Settings::from_env()?,
            address: named_address(),
            chosen: format!("`{variable}` names it"),
            hint: format!(
                "start its server and check user and password, or unset `{variable}` to use the \
                 local PostgreSQL"
            ),
        }),
        None => tokio::task::spawn_blocking(local).await?,
    }
}

/// Returns the local PostgreSQL. Its URL has no password, because only its user can access the
/// socket.
fn local() -> Result<Database> {
    let project = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => env::current_dir().context("cannot tell the current folder")?,
    };
    let cluster = Cluster::development(&project)?;
    let before = cluster.status();
    let url = cluster.ensure_database(NAME)?;
    let what = match before.state {
        State::Running => "which was running",
        State::Stopped => "which was started now",
        _ => "which was made and started now",
    };
    let what = match cluster.copied() {
        Some(copied) => format!(
            "{what}, because this folder is a copy of `{}`",
            copied.from.display()
        ),
        None => what.to_owned(),
    };
    Ok(Database {
        settings: Settings::from_url(&url)?,
        address: url,
        chosen: format!("none is named, so it is the local PostgreSQL, {what}"),
        hint: format!("its log is `{}`", cluster.log_path().display()),
    })
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn named_address() -> String {
    let variable = |name| env::var(name).unwrap_or_default();
    let Ok(url) = env::var("DATABASE_URL") else {
        let (user, host, name) = (
            variable("DB_USER"),
            variable("DB_HOST"),
            variable("DB_NAME"),
        );
        return format!("postgres://{user}@{host}/{name}");
    };
    readable(&url).map_or_else(
        || "the database of `DATABASE_URL`".into(),
        |config| without_password(&config),
    )
}

/// Parses a URL. Returns `None` if an `@` in the password could be taken for the one before the
/// host, so that the end of the password would be shown as a host.
fn readable(url: &str) -> Option<Config> {
    let (_, place) = url.split_once('@')?;
    if place.contains('@') {
        return None;
    }
    // tokio-postgres knows fewer parameters than `Settings::from_url`: try without them too.
    let parameters = place.find('?').map_or(0, |start| place.len() - start);
    let plain = &url[..url.len() - parameters];
    url.parse().or_else(|_| plain.parse()).ok()
}

fn without_password(config: &Config) -> String {
    let user = config.get_user().unwrap_or("postgres");
    let port = config.get_ports().first().unwrap_or(&5432);
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        Some(Host::Unix(folder)) => folder.display().to_string().replace('/', "%2F"),
        None => "localhost".into(),
    };
    let name = config.get_dbname().unwrap_or(user);
    format!("postgres://{user}@{host}:{port}/{name}")
}
