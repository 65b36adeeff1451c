//! Changes as statements.
//!
//! SQLite changes little in place. Columns come and go with `ALTER TABLE` where it takes them;
//! every other change of a table makes it again by the documented twelve steps: a new table, its
//! rows, the old one dropped, the new one renamed, and the indexes and triggers on it, which go
//! with it, made again. Views and triggers elsewhere that mention such a table are dropped before
//! and made again after, because a rename looks at them all.
//!
//! Foreign keys must be off around that, or dropping the old table would delete or refuse the rows
//! that point to it, and they cannot be switched inside a transaction. So such a plan says all that
//! it needs: it switches them off, opens a transaction of its own, commits, and switches them on,
//! every step of it [`Place::Alone`]. The `diesel` command runs that as it stands, in a migration
//! with `run_in_transaction = false`. Our own runner knows the form: it leaves the frame out, runs
//! the migration with its records in one transaction, and looks at the foreign keys before it
//! commits ([`TransactionKind::Rebuild`](crate::session::TransactionKind::Rebuild)).

mod affected;
mod affinity;
mod alter;
mod gather;
mod hazards;
mod order;
mod rename;
mod written;

use std::collections::BTreeSet;

use super::tokens::tokens;
use super::words::name;
use crate::catalog::{Catalog, Table};
use crate::change::{Change, Impossible, Manner, Place, Step};
use alter::Way;
use gather::Gathered;

/// The statements that make changes: renames first, in their order, then the others in an order of
/// their own.
///
/// # Errors
/// All that this database cannot change.
pub fn emit(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    _manner: Manner,
) -> Result<Vec<Step>, Vec<Impossible>> {
    let (mut steps, mut off) = rename::renames(changes, from)?;
    let gathered = Gathered::of(changes, from, to)?;
    off |= gathered.needs_foreign_keys_off();
    steps.extend(gone(&gathered));
    steps.extend(tables(&gathered));
    steps.extend(come(&gathered));
    Ok(if off { framed(steps) } else { steps })
}

/// What is in the way, and what goes.
fn gone(gathered: &Gathered<'_>) -> Vec<Step> {
    let drop = |kind: &str, called: &str| Step::new(format!("DROP {kind} {}", name(called)));
    let triggers = gathered.dropped_triggers.iter();
    let triggers = triggers.map(|(_, trigger)| drop("TRIGGER", trigger));
    let views = gathered.dropped_views.iter().rev();
    let views = views.map(|view| drop("VIEW", view));
    let indexes = gathered.dropped_indexes.iter();
    let indexes = indexes.map(|index| drop("INDEX", index));
    let tables = gathered.dropped_tables.iter();
    let tables = tables.map(|table| {
        let called = &table.name.name;
        drop("TABLE", called).hazard(hazards::drops_table(called))
    });
    triggers.chain(views).chain(indexes).chain(tables).collect()
}

/// Tables that come or become others.
fn tables(gathered: &Gathered<'_>) -> Vec<Step> {
    let created = gathered.created_tables.iter();
    let mut steps: Vec<Step> = created.map(|table| create(table)).collect();
    for (from, to) in &gathered.altered_tables {
        match alter::way(from, to) {
            Way::Columns { added, dropped } => steps.extend(alter::columns(to, &added, &dropped)),
            Way::Rebuild => steps.extend(alter::rebuild(from, to, &gathered.temporary(to))),
            Way::Replace => {
                let drop = Step::new(format!("DROP TABLE {}", name(&from.name.name)));
                steps.push(drop.hazard(hazards::reloads(&from.name.name)));
                steps.push(create(to));
            }
        }
    }
    steps
}

fn create(table: &Table) -> Step {
    Step::new(written::table(table, &table.name.name))
}

/// What stands on tables.
fn come(gathered: &Gathered<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for index in &gathered.created_indexes {
        let mut step = Step::new(written::index(index.table, index.index));
        if index.index.unique && index.on_rows {
            step = step.hazard(hazards::unique_index(index.table, &index.index.name));
        }
        steps.push(step);
    }
    let views = gathered.created_views.iter();
    steps.extend(views.map(|view| Step::new(written::view(view))));
    let triggers = gathered.created_triggers.iter();
    steps.extend(triggers.map(|(_, trigger)| Step::new(trigger.definition.clone())));
    steps
}

const BEFORE: [&str; 2] = ["PRAGMA foreign_keys = OFF", "BEGIN"];
const AFTER: [&str; 2] = ["COMMIT", "PRAGMA foreign_keys = ON"];

/// Steps with all that they need when foreign keys must be off.
fn framed(steps: impl IntoIterator<Item = Step>) -> Vec<Step> {
    let [mut off, begin] = BEFORE.map(Step::new);
    off.remark = Some(
        "Foreign keys are off while tables are made again: dropping one would touch the rows that \
         point to it"
            .to_owned(),
    );
    let steps = [off, begin]
        .into_iter()
        .chain(steps)
        .chain(AFTER.map(Step::new));
    steps.map(|step| step.at(Place::Alone)).collect()
}

/// Steps without what stands around them.
fn unframed(steps: Vec<Step>) -> impl Iterator<Item = Step> {
    steps.into_iter().filter(|step| {
        let sql = step.sql.as_str();
        !BEFORE.contains(&sql) && !AFTER.contains(&sql)
    })
}

fn is_framed(steps: &[Step]) -> bool {
    steps.iter().any(|step| step.place == Place::Alone)
}

/// Steps of several plans, one after the other, as one: in a single frame where one has it.
pub fn joined(plans: Vec<Vec<Step>>) -> Vec<Step> {
    let steps: Vec<Step> = plans.into_iter().flatten().collect();
    if is_framed(&steps) {
        framed(unframed(steps))
    } else {
        steps
    }
}

/// Both ways of one migration: it runs in a transaction of the runner's in both directions, or in
/// none, so both have the frame where one needs it.
pub fn paired(up: Vec<Step>, down: Vec<Step>) -> (Vec<Step>, Vec<Step>) {
    if is_framed(&up) || is_framed(&down) {
        (framed(unframed(up)), framed(unframed(down)))
    } else {
        (up, down)
    }
}

/// The words and quoted names of a text, in lower case.
fn words_of(text: &str) -> BTreeSet<String> {
    let names = tokens(text).filter(super::tokens::Token::is_name);
    names.map(|token| token.name().to_lowercase()).collect()
}
