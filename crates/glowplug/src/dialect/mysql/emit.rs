//! Changes as statements.
//!
//! MySQL commits each statement by itself, and many of them write a whole table anew, so all that
//! is done to one table is one `ALTER TABLE`. What may stand between two tables are foreign keys:
//! one that is in the way goes in a statement before, and one that has to wait comes in a
//! statement after. The order is always the same, whatever the order of the changes:
//!
//! 1. renames;
//! 2. views, triggers, functions and events that go or are made anew are dropped;
//! 3. foreign keys that are in the way are dropped;
//! 4. sequences and tables are created, parents first;
//! 5. tables are altered;
//! 6. tables are dropped, children first; before 4 where they hold a name or a column
//!    that something else needs;
//! 7. foreign keys that had to wait are added;
//! 8. functions, views, triggers and events are created.
//!
//! Bodies with `;` in them stand as they are: the server takes a text of several statements apart
//! by its grammar, so `diesel migration run` and this crate need no `DELIMITER`, which is a word of
//! the `mysql` client alone.

mod alteration;
mod columns;
mod creation;
mod hazards;
mod keys;
mod options;
mod order;
mod partitions;
mod programs;
mod references;
mod rename;
mod sequences;
mod tables;
mod types;
mod work;

use crate::catalog::Catalog;
use crate::change::{Change, Impossible, Manner, Step};

/// The statements that make changes.
///
/// # Errors
/// All that this database cannot change.
pub fn emit(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    _manner: Manner,
) -> Result<Vec<Step>, Vec<Impossible>> {
    let work = work::Work::new(changes, from, to)?;
    let mut steps = rename::renames(&work)?;
    steps.extend(programs::drops(&work));
    steps.extend(tables::tables(&work));
    steps.extend(programs::creates(&work));
    Ok(steps)
}
