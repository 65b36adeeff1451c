//! The server of a run, and who is measured on it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use glowplug_local::{Cluster, Settings};

use crate::contender::Contender;
use crate::contenders::diesel_bb8::DieselBb8;
use crate::contenders::plain::{Plain, Pooled, Variant};
use crate::contenders::script::{self, Script};
use crate::contenders::sea_orm::SeaOrm;
use crate::contenders::sqlx::Sqlx;
use crate::contenders::tomori::Tomori;
use crate::mix::CONNECTIONS;
use crate::relay;
use crate::turns::Contenders;

/// Starts a private server, which goes with the process: on 127.0.0.1, as services reach theirs,
/// and without the disk, which would make all contenders equal.
///
/// # Errors
/// When there is no PostgreSQL on this machine.
pub fn start() -> Result<(Cluster, String)> {
    let settings = Settings::default()
        .tcp()
        .set("shared_buffers", "512MB")
        .set("max_wal_size", "2GB");
    let cluster = Cluster::temporary_with(settings)?;
    cluster.ensure_database("benches")?;
    let url = cluster.tcp_url("benches")?.context("no TCP")?;
    Ok((cluster, format!("{url}?sslmode=disable")))
}

/// The address of the same server, as if it were so far away: each direction takes so long.
///
/// # Errors
/// When no port is to be had.
pub fn far(url: &str, delay: Duration) -> Result<String> {
    let config: tokio_postgres::Config = url.parse()?;
    let port = config
        .get_ports()
        .first()
        .context("the server has no port")?;
    let server = SocketAddr::from((Ipv4Addr::LOCALHOST, *port));
    let relay = relay::start(server, delay)?;
    Ok(url.replace(&server.to_string(), &relay.to_string()))
}

/// The contenders in Rust, the limit first.
///
/// # Errors
/// Those of the database.
pub async fn rust(url: &str) -> Result<Contenders> {
    Ok(vec![
        Arc::new(Plain::new(url, Variant::Limit).await?),
        Arc::new(Plain::new(url, Variant::Together).await?),
        Arc::new(Plain::new(url, Variant::WithoutIndex).await?),
        Arc::new(Tomori::new(url, CONNECTIONS).await?),
        Arc::new(DieselBb8::new(url, CONNECTIONS).await?),
        Arc::new(Sqlx::new(url, CONNECTIONS).await?),
        Arc::new(SeaOrm::new(url, CONNECTIONS).await?),
    ])
}

/// The contenders of the mix, the limit first.
///
/// # Errors
/// Those of the database.
pub async fn pooled(url: &str) -> Result<Contenders> {
    Ok(vec![
        Arc::new(Pooled::new(url, CONNECTIONS)?),
        Arc::new(Tomori::new(url, CONNECTIONS).await?),
        Arc::new(DieselBb8::new(url, CONNECTIONS).await?),
        Arc::new(Sqlx::new(url, CONNECTIONS).await?),
        Arc::new(SeaOrm::new(url, CONNECTIONS).await?),
    ])
}

/// The contenders in JavaScript; those that cannot run are told, and left out.
pub async fn scripts(url: &str) -> Contenders {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("javascript");
    if let Err(error) = script::install(&folder).await {
        eprintln!("left out: Bun and Drizzle ({error:#})");
        return Vec::new();
    }
    let mut found: Contenders = Vec::new();
    for (name, program, file) in [
        ("Bun SQL", "node_modules/.bin/bun", "bun.mjs"),
        ("Drizzle, postgres.js", "node", "drizzle.mjs"),
    ] {
        match Script::start(name, &folder, program, file, url).await {
            Ok(script) => found.push(Arc::new(script) as Arc<dyn Contender>),
            Err(error) => eprintln!("left out: {name} ({error:#})"),
        }
    }
    found
}

/// What a run was made on.
#[must_use]
pub fn machine(postgres: &str) -> String {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |name| name.trim_start_matches([' ', '\t', ':']));
    let threads = std::thread::available_parallelism().map_or(0, usize::from);
    format!("PostgreSQL {postgres}, {threads} x {model}")
}
