//! Reads the tables that a `schema.rs` declares, and computes the catalog that it means.
//!
//! [`read`] reads `table!`, `joinable!` and the types in `sql_types`. What `table!` cannot express
//! (defaults, checks, indexes, triggers…) is not declared, so it does not change: [`target`]
//! compares the declaration with what would be printed for a catalog, and applies only the
//! differences to that catalog.

mod declarations;
mod difference;
mod joins;
mod merge;
mod model;
mod naming;
mod paths;
mod read;
mod tables;
mod target;
#[cfg(test)]
mod tests;
mod types;

pub use model::RustPath;
pub use model::{Declared, DeclaredColumn, DeclaredJoin, DeclaredTable, DeclaredType, Mark};
pub use read::{Source, read};
pub use target::{Addition, Additions, OpenQuestion, Options, Target, target};
