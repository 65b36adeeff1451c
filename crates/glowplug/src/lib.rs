//! Applies and reverts the migrations of Diesel projects, in batches, on PostgreSQL, SQLite and MySQL.
//! A service can use it to migrate its own database. This crate prints nothing. Together with
//! `glowplug-schema`, which compares schemas, generates migrations and verifies them, it is the
//! library behind the `glowplug` command.
//!
//! It can be used alongside the `diesel` command, in any order: both share the migrations folder
//! and the table of applied versions.
//!
//! | module | contents |
//! | --- | --- |
//! | [`model`] | plain data: databases, versions, values, records, tables |
//! | [`catalog`] | a whole schema as plain data |
//! | [`error`] | the error type, with advice for each kind |
//! | [`sql`] | splits scripts into statements, and rejects those that may not be in a migration |
//! | [`session`] | the interface between the runner and a connected database |
//! | [`dialect`] | PostgreSQL, SQLite, MySQL |
//! | [`source`] | migrations from folders, embedded files and Rust |
//! | [`plan`] | plans as data: status, batches, segments |
//! | [`apply`] | the [`Runner`], which applies and reverts migrations |
//!
//! A service that migrates its own database at startup, with its migrations embedded in the program
//! ([`Migrations::embedded`](source::Migrations::embedded)) or in a folder:
//!
//! ```
//! use glowplug::Runner;
//! use glowplug::apply::RunEvent;
//! use glowplug::model::{Address, InconsistencyKind};
//! use glowplug::plan::{Allow, DownTarget, UpTarget};
//! use glowplug::source::Migrations;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let users = folder.path().join("2026-01-31-120000-0000_create_users");
//! # std::fs::create_dir(&users)?;
//! # std::fs::write(users.join("up.sql"), "CREATE TABLE users (id INTEGER PRIMARY KEY);")?;
//! # std::fs::write(users.join("down.sql"), "DROP TABLE users;")?;
//! # let url = folder.path().join("service.db");
//! # let (url, folder) = (url.to_str().ok_or("a path")?, folder.path());
//! let address = Address::parse(url)?; // postgres://…, mysql://…, or the path of a SQLite file
//! let mut runner = Runner::connect(&address, Migrations::folder(folder))
//!     .await?
//!     // While a new release rolls out, old ones start on a database that is ahead of them.
//!     .allow(Allow([InconsistencyKind::Missing].into()))
//!     .on_event(|event| {
//!         if let RunEvent::MigrationFinished { name, duration, .. } = event {
//!             println!("{name} took {duration:?}");
//!         }
//!     });
//!
//! let report = runner.up(&UpTarget::Latest).await?; // one runner at a time; the others wait
//! assert_eq!(report.done.len(), 1);
//! assert_eq!(runner.status().await?.pending(), 0);
//! runner.down(&DownTarget::LastBatch).await?;
//! # Ok(())
//! # }
//! ```
//!
//! [`Runner::new`] takes a session on a connection that the caller opened:
//! [`PostgresSession`](dialect::postgres::PostgresSession),
//! [`SqliteSession`](dialect::sqlite::SqliteSession) or
//! [`MysqlSession`](dialect::mysql::MysqlSession), each from an owned or pooled connection of
//! diesel-async (a `Box`, or a pool's guard).
//!
//! Each database has a feature (`postgres`, `sqlite`, `mysql`); all are enabled by default.

pub mod apply;
pub mod catalog;
pub mod dialect;
pub mod error;
pub mod model;
pub mod plan;
pub mod session;
pub mod source;
pub mod sql;

pub use apply::Runner;
pub use error::{Error, Result};
pub use model::{Database, Value, Version};
