//! A small HTTP service on tomori-db, as a starting point for a real one.
//!
//! `cargo run --example service` migrates the database and listens on `LISTEN`
//! (default `127.0.0.1:3000`). Without `DATABASE_URL` it starts the local PostgreSQL of this
//! project. The caller is named by two headers; `guard.rs` says what a real service does instead:
//!
//! ```sh
//! curl localhost:3000/health
//! caller=(-H 'x-guild-id: 123' -H 'x-user-id: 456')
//! curl "${caller[@]}" localhost:3000/settings -X PUT --json '{}'
//! curl "${caller[@]}" localhost:3000/memories --json '{"memory_content": "likes green tea"}'
//! curl "${caller[@]}" 'localhost:3000/memories?limit=5'
//! ```
//!
//! | file | content |
//! | --- | --- |
//! | `state.rs` | shared by all handlers: the pool |
//! | `guard.rs` | identifies the caller |
//! | `error.rs` | every error as a status code and JSON |
//! | `limits.rs` | size and time limits of requests |
//! | `memories.rs`, `settings.rs`, `context.rs`, `health.rs` | the routes |
//! | `shutdown.rs` | shutdown without losing a request |
#![expect(
    clippy::print_stdout,
    reason = "whoever starts the service reads the address"
)]

mod context;
#[path = "../common/database.rs"]
mod database;
mod error;
mod guard;
mod health;
mod limits;
mod memories;
mod settings;
mod shutdown;
mod state;

use std::env;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use tokio::net::TcpListener;
use tomori_db::pool::Pool;
use tracing_subscriber::EnvFilter;

use state::App;

/// How long a statement waits for a row that another session is changing.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() -> Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let pool = open().await?;
    let address = env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".into());
    let listener = TcpListener::bind(&address)
        .await
        .with_context(|| format!("cannot listen on `{address}`"))?;
    println!("listening on http://{}", listener.local_addr()?);
    shutdown::serve(listener, router(App { pool: pool.clone() })).await?;
    pool.close().await;
    println!("stopped");
    Ok(())
}

async fn open() -> Result<Pool> {
    let mut database = database::choose().await?;
    println!("database {} ({})", database.address, database.chosen);
    database.settings.application_name = "tomori-service".into();
    database.settings.lock_timeout = Some(LOCK_TIMEOUT);
    let pool = database.open().await?;
    pool.migrate().await.context("cannot migrate")?;
    Ok(pool)
}

fn router(app: App) -> Router {
    let routes = Router::new()
        .merge(memories::routes())
        .merge(settings::routes())
        .merge(context::routes())
        .merge(health::routes())
        .with_state(app);
    limits::limited(routes)
}
