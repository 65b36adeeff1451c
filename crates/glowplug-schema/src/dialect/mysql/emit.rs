//! Plans the statements for a list of changes.
//!
//! MySQL commits each statement implicitly, and many statements rewrite the whole table, so all
//! changes to one table are combined into a single `ALTER TABLE`. Only foreign keys create
//! dependencies between tables: one that is in the way is dropped by an earlier statement, and one
//! that cannot be added yet is added by a later statement. The order does not depend on the order
//! of the changes:
//!
//! 1. rename objects;
//! 2. drop views, triggers, functions and events that are removed or recreated;
//! 3. drop foreign keys that are in the way;
//! 4. create sequences and tables, referenced ones first;
//! 5. prepare columns that the server cannot convert at once, then alter tables;
//! 6. drop tables, referencing ones first; before step 4 if they hold a name or column that is
//!    needed;
//! 7. add the remaining foreign keys;
//! 8. create functions, views, triggers and events.
//!
//! Bodies with `;` in them need no `DELIMITER`, which is a command of the `mysql` client only: the
//! server splits a text of several statements by its grammar, so `diesel migration run` and this
//! crate can send them unchanged.

mod alteration;
mod between;
mod collations;
mod columns;
mod creation;
mod definer;
mod detours;
mod grouped_changes;
mod hazards;
mod keys;
mod options;
mod partitions;
mod references;
mod rename;
mod routines;
mod sequences;
mod spelling;
mod tables;
mod types;
mod versioned;

use glowplug::catalog::Catalog;

use crate::change::{Change, Plan, Strategy, Unsupported};

/// The maximum length of an error message, in characters.
const LONGEST_MESSAGE: usize = 128;

/// Returns a statement that fails with this message.
pub(super) fn refusal(why: &str) -> String {
    let why: String = why.chars().take(LONGEST_MESSAGE).collect();
    let why = super::quote::literal(&why);
    format!("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = {why}")
}

/// Plans the statements that make these changes.
///
/// # Errors
/// Every change that this database cannot make.
pub(super) fn plan(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    _manner: Strategy,
) -> Result<Plan, Vec<Unsupported>> {
    let work = grouped_changes::GroupedChanges::new(changes, from, to)?;
    let mut steps = rename::renames(&work)?;
    steps.extend(routines::drops(&work));
    steps.extend(tables::tables(&work));
    steps.extend(routines::creates(&work));
    versioned::keep_history(&mut steps, from);
    Ok(steps.into())
}
