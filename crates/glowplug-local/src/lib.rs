//! A private PostgreSQL for development and tests, started on demand.
//!
//! It uses the PostgreSQL programs of the machine ([`Programs`]), versions 13 to 18, listens on a
//! Unix socket in a folder only its user can enter, and needs no configuration. It works as root
//! too: the server then runs as `postgres` or `nobody`. Every function blocks, and may be called
//! inside an async runtime; wrap it in `spawn_blocking` where that matters.
//!
//! A development cluster stays in `.glowplug/postgres` of the project and outlives the program
//! that started it:
//!
//! ```no_run
//! # fn main() -> glowplug_local::Result<()> {
//! let cluster = glowplug_local::Cluster::development(".")?;
//! let database_url = cluster.ensure_database("app")?;
//! # Ok(()) }
//! ```
//!
//! Tests share one temporary server, which goes when the process ends, however it ends. Each test
//! gets a database of its own, copied from a template that is migrated once:
//!
//! ```
//! use glowplug_local::{Result, TestServer};
//!
//! # fn main() -> Result<()> {
//! let server = TestServer::shared()?;
//! let template = server.template("hash of the migrations", |url| migrate(url))?;
//! let database = template.database()?;
//! assert!(database.url().starts_with("postgres://"));
//! # Ok(()) }
//! # fn migrate(_url: &str) -> Result<()> { Ok(()) }
//! ```
//!
//! | module | what |
//! | --- | --- |
//! | `install`, `programs` | what to install, where the programs are |
//! | `user`, `paths`, `lock` | who runs the server, where its files are, who may change it now |
//! | `settings` | what a caller may choose |
//! | `process` | whether a server runs |
//! | `cluster`, `init`, `control` | one server: how to reach it, its data, start and stop |
//! | `watchdog` | cleans up behind a killed test |
//! | `session`, `database`, `names` | databases: create, clone, drop |
//! | `test_server` | the server for tests |

mod cluster;
mod control;
mod database;
mod error;
mod init;
mod install;
mod lock;
mod names;
mod paths;
mod process;
mod programs;
mod session;
mod settings;
mod test_server;
mod user;
mod watchdog;

pub use cluster::{Cluster, State, Status};
pub use error::{Error, Result};
pub use install::{Missing, System};
pub use programs::{Programs, Search};
pub use settings::Settings;
pub use test_server::{Template, TestDatabase, TestServer};
