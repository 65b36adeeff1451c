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
//! | [`error`] | the one error, by what the reader can do next |
//! | [`sql`] | splits scripts into statements, and finds what may not stand in them |
//! | [`session`] | what the engine asks of a database: the seam between engine and dialects |
//! | [`dialect`] | PostgreSQL, SQLite, MySQL |
//! | [`source`] | migrations from a folder, from the binary, in Rust |
//! | [`plan`] | what is to be done, as data: status, batches, segments |
//! | [`apply`] | does it: [`Runner`] |

pub mod apply;
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
