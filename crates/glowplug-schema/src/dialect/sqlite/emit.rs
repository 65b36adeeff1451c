//! Plans the statements for a list of changes.
//!
//! SQLite can change little in place. Columns are added and dropped with `ALTER TABLE` where that
//! is possible; every other change rebuilds the table by the documented twelve steps: create a new
//! table, copy the rows, drop the old table, rename the new one, and recreate the indexes and
//! triggers, which were dropped with the old table. Views and triggers elsewhere that mention the
//! table are dropped before and recreated after, because a rename checks them all.
//!
//! Foreign keys must be off during a rebuild, or dropping the old table would delete the rows that
//! reference it, or fail because of them; and they cannot be switched off inside a transaction.
//! Such a plan therefore has its own transaction, and its script is complete: it switches foreign
//! keys off, begins the transaction, commits, and switches them on, every step of it at
//! [`Phase::NonTransactional`]. The `diesel` command runs the script unchanged, in a migration with
//! `run_in_transaction = false`. glowplug's runner recognizes it: it omits these surrounding
//! statements, runs the migration and its records in one transaction, and checks the foreign keys
//! before the commit ([`TransactionKind::Rebuild`](glowplug::session::TransactionKind::Rebuild)).

mod affected;
mod affinity;
mod alter;
mod collations;
mod ddl;
mod grouped_changes;
mod hazards;
mod order;
mod rename;
mod rowid;

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName, Table};

use alter::Way;
use grouped_changes::GroupedChanges;

use super::quote::name;
use super::tokens::tokens;
use crate::change::{Change, Phase, Plan, PlanTransaction, Step, Strategy, Unsupported};

/// Returns a statement that fails with this message. SQLite can raise errors only in triggers, so
/// the message is the name of a table that does not exist.
pub(super) fn refusal(why: &str) -> String {
    format!("SELECT 1 FROM {}", name(why))
}

/// Plans the statements that make these changes: renames first, in their order, then the others in
/// a fixed order.
///
/// # Errors
/// Every change that this database cannot make.
pub(super) fn plan(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    _manner: Strategy,
) -> Result<Plan, Vec<Unsupported>> {
    let (mut steps, mut off) = rename::renames(changes, from)?;
    let gathered = GroupedChanges::of(changes, from, to)?;
    off |= gathered.needs_foreign_keys_off();
    steps.extend(gone(&gathered));
    steps.extend(tables(&gathered));
    steps.extend(come(&gathered));
    let transaction = match off {
        true => PlanTransaction::Own,
        false => PlanTransaction::Shared,
    };
    Ok(Plan { steps, transaction })
}

/// Drops what is in the way, and what is removed.
fn gone(gathered: &GroupedChanges<'_>) -> Vec<Step> {
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

/// Creates new tables and alters existing ones.
fn tables(gathered: &GroupedChanges<'_>) -> Vec<Step> {
    let created = gathered.created_tables.iter();
    let mut steps: Vec<Step> = created.map(|table| create(table)).collect();
    for (from, to) in &gathered.altered_tables {
        match alter::way(from, to) {
            Way::Columns { added, dropped } => {
                steps.extend(alter::columns(from, to, &added, &dropped))
            }
            Way::Rebuild => {
                let mut rebuild = alter::rebuild(from, to, &gathered.temporary(to));
                if let Some(copy) = rebuild.get_mut(1) {
                    copy.hazards.extend(gathered.loses_rowids(from, to));
                    copy.hazards.extend(gathered.unmatched(from, to));
                }
                steps.extend(rebuild);
            }
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
    Step::new(ddl::table(table, &table.name.name))
}

/// Creates indexes, views and triggers.
fn come(gathered: &GroupedChanges<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for index in &gathered.created_indexes {
        let mut step = Step::new(ddl::index(index.table, index.index));
        if index.index.unique && index.on_rows {
            step = step.hazard(hazards::unique_index(index.table, &index.index.name));
        }
        steps.push(step);
    }
    let views = gathered.created_views.iter();
    steps.extend(views.map(|view| {
        let text = gathered.text(&ObjectName::View(view.name.clone()));
        Step::new(text.unwrap_or_else(|| ddl::view(view)))
    }));
    let triggers = gathered.created_triggers.iter();
    steps.extend(triggers.map(|(on, trigger)| {
        let text = gathered.text(&ObjectName::Trigger(on.clone(), trigger.name.clone()));
        Step::new(text.unwrap_or_else(|| trigger.definition.clone()))
    }));
    steps
}

/// Returns the steps of a plan, with the statements around them if foreign keys must be off.
pub(super) fn script(plan: Plan) -> Vec<Step> {
    if !plan.has_own_transaction() {
        return plan.steps;
    }
    let off = Step::new("PRAGMA foreign_keys = OFF").remark(
        "Foreign keys are off while tables are recreated: dropping one would touch the rows that \
         point to it",
    );
    let after = ["COMMIT", "PRAGMA foreign_keys = ON"].map(Step::new);
    let before = [off, Step::new("BEGIN")].into_iter();
    let steps = before.chain(plan.steps).chain(after);
    steps.map(|step| step.at(Phase::NonTransactional)).collect()
}

/// Returns the words and quoted names of a text, in lower case.
fn words_of(text: &str) -> BTreeSet<String> {
    let names = tokens(text).filter(super::tokens::Token::is_name);
    names.map(|token| token.name().to_lowercase()).collect()
}
