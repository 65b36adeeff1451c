//! What a `schema.rs` declares, and which catalog it means.
//!
//! [`read`] takes in what `table!`, `joinable!` and the types of `sql_types` say. What `table!`
//! cannot say (defaults, checks, indexes, triggers…) is not declared, so it is not changed:
//! [`target`] compares what is declared with what would be printed of a catalog, and lays only the
//! differences onto that catalog.

mod difference;
mod found;
mod joins;
mod lay;
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
pub use target::{Addition, Additions, Open, Options, Target, target};
