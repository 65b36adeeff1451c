//! Schemas of Diesel projects on PostgreSQL, SQLite and MySQL: compares them, plans changes, reads
//! them from an edited `schema.rs`, generates migrations and verifies them. This crate is for what
//! developers run, such as the `glowplug` command, and prints nothing. A service that only applies
//! its migrations needs [`glowplug`] alone.
//!
//! | module | contents |
//! | --- | --- |
//! | [`change`] | changes between two catalogs, the statements that make them, and their hazards |
//! | [`dialect`] | planning, declarations and types of PostgreSQL, SQLite, MySQL |
//! | [`diff`] | compares two catalogs; finds changes and possible renames |
//! | [`declare`] | reads a `schema.rs` and merges it into a catalog |
//! | [`print`](mod@print) | prints a catalog as a `schema.rs` |
//! | [`scratch`] | scratch databases in which migrations are tried |
//! | [`generate`] | generates migrations from an edited `schema.rs` |
//! | [`prove`] | verifies a migration in both directions |
//! | [`measure`](mod@measure) | what the statements of migrations lock, rewrite and read |
//! | [`drift`] | compares a database with the schema that its migrations build |
//! | [`models`] | generates structs for the rows of tables |
//!
//! The statements that lead from one schema to another:
//!
//! ```
//! use glowplug::dialect::connect;
//! use glowplug::model::Address;
//! use glowplug_schema::change::Strategy;
//! use glowplug_schema::{dialect, diff};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let url = folder.path().join("service.db");
//! let mut session = connect(&Address::parse(url.to_str().ok_or("a path")?)?).await?;
//! let from = session.schema().await?;
//! session.run("CREATE TABLE users (id INTEGER PRIMARY KEY)").await?;
//! let to = session.schema().await?;
//!
//! let changes = diff::differences(&from, &to);
//! let dialect = dialect::of(to.database);
//! let steps = dialect.emit(&changes, &from, &to, Strategy::SingleTransaction);
//! assert_eq!(steps.map_err(|_| "impossible")?.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! Each database is a feature (`postgres`, `sqlite`, `mysql`); all are on by default.

pub mod change;
pub mod declare;
pub mod dialect;
pub mod diff;
pub mod drift;
pub mod generate;
pub mod measure;
pub mod models;
mod nearest;
pub mod print;
pub mod prove;
mod rust;
pub mod scratch;

pub use nearest::nearest;
