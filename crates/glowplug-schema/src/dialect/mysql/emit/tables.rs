//! Creates, alters and drops tables and sequences.

use glowplug::catalog::{ConstraintKind, QualifiedName, Table};

use super::alteration::{Alteration, Rank};
use super::grouped_changes::{Act, GroupedChanges};
use super::hazards::{copy, loss, may_fail};
use super::references::{self, Reference, References, stands};
use super::{between, columns, creation, keys, options, partitions, sequences};
use crate::change::Step;
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::identifier;
use crate::dialect::planning::AcyclicOrder;

/// The statements on tables, in the order in which they run.
#[derive(Default)]
struct Plan {
    /// Alterations that drop the foreign keys that are in the way.
    early: Vec<Alteration>,
    dropped: Vec<Step>,
    created: Vec<Step>,
    main: Vec<Alteration>,
    /// Alterations that add the foreign keys that could not be added earlier.
    late: Vec<Alteration>,
    /// The order in which tables are altered.
    order: AcyclicOrder<QualifiedName>,
}

/// Returns the statements on tables, with their columns, keys and options.
pub(super) fn tables(work: &GroupedChanges<'_>) -> Vec<Step> {
    let references = References::of(work);
    let main = altered(work);
    let drops_first = names_collide(work, &references) || holds_back(&main, work);
    let mut plan = Plan {
        main,
        ..Plan::default()
    };
    for one in &references.dropped {
        plan.drop_reference(one, work, &references, drops_first);
    }
    plan.dropped = drops(work, &references, &mut plan.early);
    plan.created = creates(work, &references, &mut plan.late);
    for one in &references.added {
        if !work.creates(one.table) {
            plan.add_reference(one, work, &references);
        }
    }
    plan.steps(work, drops_first)
}

impl Plan {
    /// Drops a foreign key. This is combined with other changes to its table, if these can run
    /// before the referenced table is altered or dropped.
    fn drop_reference(
        &mut self,
        one: &Reference<'_>,
        work: &GroupedChanges<'_>,
        references: &References<'_>,
        drops_first: bool,
    ) {
        let again = references.again_as(one);
        let goes_early = again.is_some()
            || work.drops(one.table)
            || (drops_first && work.drops(&one.key.references))
            || between::any_by_text(one.table, &one.key.columns, work)
            || between::any_by_text(&one.key.references, &one.key.referenced, work)
            || !self.order.put_first(one.table, &one.key.references);
        let list = if goes_early {
            &mut self.early
        } else {
            &mut self.main
        };
        let alteration = alteration(list, one.table);
        let name = identifier(&one.constraint.label());
        alteration.clause(Rank::DropForeignKey, format!("DROP FOREIGN KEY {name}"));
        if again.is_some_and(|again| again.table == one.table && again.key == one.key) {
            let label = one.constraint.label();
            alteration.remark(format!("{label} is recreated: its columns change"));
        }
    }

    /// Adds a foreign key. This is combined with other changes to its table, if the referenced
    /// table is ready by then.
    fn add_reference(
        &mut self,
        one: &Reference<'_>,
        work: &GroupedChanges<'_>,
        references: &References<'_>,
    ) {
        let is_ready = stands(one.key, work)
            || work.creates(&one.key.references)
            || (one.key.references != *one.table
                && self.order.put_first(&one.key.references, one.table));
        let waits = references.drops(one) || !is_ready;
        let list = if waits {
            &mut self.late
        } else {
            &mut self.main
        };
        add_reference(alteration(list, one.table), one, work);
    }

    fn steps(mut self, work: &GroupedChanges<'_>, drops_first: bool) -> Vec<Step> {
        let statements = |list: Vec<Alteration>| list.into_iter().filter_map(Alteration::step);
        self.main = self.order.sort(self.main, Alteration::table);
        let mut steps: Vec<Step> = statements(self.early).collect();
        if drops_first {
            steps.append(&mut self.dropped);
        }
        steps.extend(sequences::before(work));
        steps.extend(self.created);
        steps.extend(between::steps(work));
        steps.extend(statements(self.main));
        steps.extend(work.tables.iter().filter_map(|act| match act {
            Act::Alter(old, new) => partitions::apart(old, new),
            _ => None,
        }));
        steps.append(&mut self.dropped);
        steps.extend(statements(self.late));
        steps.extend(sequences::after(work));
        steps
    }
}

/// Returns true if a dropped table has a foreign key or check of the same name as a new one
/// elsewhere: these names are unique in the database.
fn names_collide(work: &GroupedChanges<'_>, references: &References<'_>) -> bool {
    let gone = work.tables.iter().filter_map(|act| match act {
        Act::Drop(table) => Some(table.constraints.iter()),
        _ => None,
    });
    let added = references.added.iter().map(|one| one.constraint);
    let checks = work.constraints.iter().filter_map(|(_, act)| act.after());
    let created = work.tables.iter().filter_map(|act| match act {
        Act::Create(table) => Some(table.constraints.iter()),
        _ => None,
    });
    let coming: Vec<_> = added.chain(checks).chain(created.flatten()).collect();
    gone.flatten().any(|old| {
        let is_global = matches!(
            old.kind,
            ConstraintKind::Foreign(_) | ConstraintKind::Check { .. }
        );
        is_global && coming.iter().any(|new| new.name == old.name)
    })
}

/// Returns true if a dropped table references one that is altered, because that alteration may be
/// rejected.
fn holds_back(altered: &[Alteration], work: &GroupedChanges<'_>) -> bool {
    let gone = work.tables.iter().filter_map(|act| match act {
        Act::Drop(table) => Some(table.constraints.iter()),
        _ => None,
    });
    let mut keys = gone.flatten().filter_map(|one| one.foreign_key());
    keys.any(|key| altered.iter().any(|one| *one.table() == key.references))
}

/// Returns the alterations of remaining tables, without foreign keys.
fn altered(work: &GroupedChanges<'_>) -> Vec<Alteration> {
    let mut names: Vec<&QualifiedName> = Vec::new();
    let parts = work.columns.iter().map(|(table, _)| *table);
    let parts = parts.chain(work.indexes.iter().map(|(table, _)| *table));
    let constraints = work.constraints.iter().filter(|(_, act)| {
        let one = act.before().or(act.after());
        one.is_some_and(|one| one.foreign_key().is_none())
    });
    let parts = parts.chain(constraints.map(|(table, _)| *table));
    let tables = work.tables.iter().filter_map(|act| match act {
        Act::Alter(_, new) => Some(&new.name),
        _ => None,
    });
    for name in tables.chain(parts) {
        if !names.contains(&name) && !work.creates(name) && !work.drops(name) {
            names.push(name);
        }
    }
    names.iter().map(|name| alter(name, work)).collect()
}

fn alter(name: &QualifiedName, work: &GroupedChanges<'_>) -> Alteration {
    let mut alteration = Alteration::new(name.clone());
    columns::alter(&mut alteration, work);
    keys::alter(&mut alteration, work);
    for act in &work.tables {
        if let Act::Alter(old, new) = act
            && new.name == *name
        {
            options::alter(&mut alteration, old, new, work.to);
        }
    }
    alteration
}

/// Returns the alteration of a table in a list, which is added if it is missing.
fn alteration<'a>(list: &'a mut Vec<Alteration>, table: &QualifiedName) -> &'a mut Alteration {
    let known = list.iter().position(|one| one.table() == table);
    let index = known.unwrap_or_else(|| {
        list.push(Alteration::new(table.clone()));
        list.len() - 1
    });
    &mut list[index]
}

fn add_reference(alteration: &mut Alteration, one: &Reference<'_>, work: &GroupedChanges<'_>) {
    let sql = format!("ADD {}", creation::reference(one.constraint));
    alteration.clause(Rank::AddForeignKey, sql);
    let label = one.constraint.label();
    keys::keep_index_of(alteration, &label, &one.key.columns, work);
    alteration.hazards(copy(format!("every row is looked up for `{label}`")));
    let is_empty = |column: &String| work.is_empty(one.table, column);
    if !one.holds && !one.key.columns.iter().any(is_empty) {
        let why = format!("rows may violate `{label}`");
        alteration.hazards([may_fail(why, "look for rows without their parent before")]);
    }
}

/// Drops tables, referencing ones first. In a cycle, foreign keys are dropped before.
fn drops(
    work: &GroupedChanges<'_>,
    references: &References<'_>,
    early: &mut Vec<Alteration>,
) -> Vec<Step> {
    let tables = work.tables.iter().filter_map(|act| match act {
        Act::Drop(table) => Some(*table),
        _ => None,
    });
    let tables: Vec<&Table> = tables.collect();
    let mut own = references::between(&tables, work.from);
    own.retain(|one| !references.drops(one));
    let mut sorted = references::parents_first(tables, &own);
    sorted.reverse();
    for (index, table) in sorted.iter().enumerate() {
        let rest = &sorted[index + 1..];
        for one in &own {
            let is_later = rest.iter().any(|other| other.name == *one.table);
            if is_later && one.key.references == table.name {
                let name = identifier(&one.constraint.label());
                let sql = format!("DROP FOREIGN KEY {name}");
                alteration(early, one.table).clause(Rank::DropForeignKey, sql);
            }
        }
    }
    let steps = sorted.iter().map(|table| {
        let name = format::name(&table.name);
        let why = format!("the rows of {name} are lost");
        Step::new(format!("DROP TABLE {name}"))
            .hazard(loss(why, "rename it, and drop it once nothing uses it"))
    });
    steps.collect()
}

/// Creates tables, referenced ones first.
fn creates(
    work: &GroupedChanges<'_>,
    references: &References<'_>,
    late: &mut Vec<Alteration>,
) -> Vec<Step> {
    // They are created in their final form, including separate changes.
    let tables = work.tables.iter().filter_map(|act| match act {
        Act::Create(table) => Some(work.to.table(&table.name).unwrap_or(table)),
        _ => None,
    });
    let sorted = references::parents_first(tables.collect(), &references.added);
    let mut steps = Vec::with_capacity(sorted.len());
    for (index, table) in sorted.iter().enumerate() {
        let is_there = |name: &QualifiedName| {
            let mut before = sorted[..=index].iter();
            before.any(|other| other.name == *name)
        };
        let own = references.added.iter();
        let own = own.filter(|one| *one.table == table.name);
        let (inline, waiting): (Vec<&Reference<'_>>, Vec<&Reference<'_>>) =
            own.partition(|one| is_there(&one.key.references) || stands(one.key, work));
        let inline: Vec<_> = inline.iter().map(|one| one.constraint).collect();
        steps.push(creation::table(table, work, &inline));
        for one in waiting {
            let sql = format!("ADD {}", creation::reference(one.constraint));
            alteration(late, &table.name).clause(Rank::AddForeignKey, sql);
        }
    }
    steps
}
