//! The schema lifecycle of Diesel projects: migrations applied in batches, rolled back, proved and
//! watched, on PostgreSQL, SQLite and MySQL. This crate is the engine; it prints nothing. The
//! `glowplug` command is made of it, and so is a service that migrates its own database.
//!
//! It works beside the `diesel` command on the same folder and the same table of applied
//! versions, in any order.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`model`] | plain data: databases, versions, values, records, tables |
//! | [`catalog`] | what a schema consists of, as plain data |
//! | [`change`] | what differs between two catalogs, statements and their hazards |
//! | [`error`] | the one error, by what the reader can do next |
//! | [`sql`] | splits scripts into statements, and finds what may not stand in them |
//! | [`session`] | what the engine asks of a database: the seam between engine and dialects |
//! | [`dialect`] | PostgreSQL, SQLite, MySQL |
//! | [`diff`] | what differs between two catalogs, in an order that can be applied; what may be renamed |
//! | [`declare`] | what a `schema.rs` declares, and which catalog it means |
//! | [`source`] | migrations from a folder, from the binary, in Rust |
//! | [`plan`] | what is to be done, as data: status, batches, segments |
//! | [`apply`] | does it: [`Runner`] |
//! | [`scratch`] | databases to try things in |
//! | [`generate`] | migrations from what is declared |
//! | [`prove`] | whether a migration does what it should, both ways |
//! | [`drift`] | whether a database is what its migrations build |
//! | [`models`] | structs for the rows of tables |
//!
//! A service that migrates its own database when it starts, with its migrations built into the
//! program ([`Migrations::embedded`](source::Migrations::embedded)) or beside it:
//!
//! ```
//! use glowplug::Runner;
//! use glowplug::apply::Notice;
//! use glowplug::model::{Address, AttentionKind};
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
//!     .allow(Allow([AttentionKind::Missing].into()))
//!     .on_notice(|notice| {
//!         if let Notice::MigrationFinished { name, duration, .. } = notice {
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
//! [`Runner::new`] takes a session on a connection that the service opened itself:
//! [`PostgresSession`](dialect::postgres::PostgresSession),
//! [`SqliteSession`](dialect::sqlite::SqliteSession) or
//! [`MysqlSession`](dialect::mysql::MysqlSession), each from an owned or pooled
//! connection of diesel-async (as `Box`, or as a pool gives it).
//!
//! Each database is a feature (`postgres`, `sqlite`, `mysql`); all are on by default.

pub mod apply;
pub mod catalog;
pub mod change;
pub mod declare;
pub mod dialect;
pub mod diff;
pub mod drift;
pub mod error;
pub mod generate;
pub mod model;
pub mod models;
pub mod plan;
pub mod print;
pub mod prove;
pub mod scratch;
pub mod session;
pub mod source;
pub mod sql;

pub use apply::Runner;
pub use error::{Error, Result};
pub use model::{Database, Value, Version};
