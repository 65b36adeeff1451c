//! Adds, drops and alters keys, indexes and checks of existing tables.

use glowplug::catalog::{Constraint, ConstraintKind, Index, IndexKey, QualifiedName, Table};

use super::alteration::{Alteration, Rank};
use super::collations::collations;
use super::grouped_changes::{Act, GroupedChanges};
use super::hazards::{copy, long_lock, may_fail, rewrite};
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::identifier;

const LOOK_FIRST: &str = "look for rows that violate it first";

/// Adds the key, check and index changes of a table to its `ALTER TABLE`.
pub(super) fn alter(alteration: &mut Alteration, work: &GroupedChanges<'_>) {
    let name = alteration.table().clone();
    for (_, act) in work.constraints.iter().filter(|(table, _)| **table == name) {
        constraint(alteration, *act, work);
    }
    for (_, act) in work.indexes.iter().filter(|(table, _)| **table == name) {
        index(alteration, *act, work);
    }
    keep_made_by_the_server(alteration, &name, work);
}

fn constraint(alteration: &mut Alteration, act: Act<'_, Constraint>, work: &GroupedChanges<'_>) {
    if let Act::Alter(old, new) = act
        && old.kind == new.kind
        && old.validated != new.validated
        && matches!(old.kind, ConstraintKind::Check { .. })
    {
        return enforce(alteration, new);
    }
    let (old, new) = (act.before(), act.after());
    if let Some(old) = old {
        drop_constraint(alteration, old);
    }
    if let Some(new) = new {
        add_constraint(alteration, new, work);
    } else if old.is_some_and(|old| matches!(old.kind, ConstraintKind::PrimaryKey { .. })) {
        alteration.hazards(copy("the primary key is dropped"));
    }
}

fn enforce(alteration: &mut Alteration, check: &Constraint) {
    let not = if check.validated { "" } else { "NOT " };
    let sql = format!("ALTER CHECK {} {not}ENFORCED", identifier(&check.label()));
    alteration.clause(Rank::AlterKey, sql);
    if check.validated {
        let why = format!("every row is checked for `{}`", check.label());
        alteration.hazards([may_fail(why.clone(), LOOK_FIRST)]);
        alteration.hazards(copy(why));
    }
}

fn drop_constraint(alteration: &mut Alteration, old: &Constraint) {
    let name = identifier(&old.label());
    match &old.kind {
        ConstraintKind::PrimaryKey { .. } => {
            alteration.clause(Rank::DropKey, "DROP PRIMARY KEY".to_owned());
        }
        ConstraintKind::Check { .. } => {
            alteration.clause(Rank::DropCheck, format!("DROP CONSTRAINT {name}"));
        }
        ConstraintKind::Unique { .. } => {
            alteration.clause(Rank::DropKey, format!("DROP KEY {name}"));
        }
        ConstraintKind::Foreign(_) | ConstraintKind::Exclusion => {}
    }
}

fn add_constraint(alteration: &mut Alteration, new: &Constraint, work: &GroupedChanges<'_>) {
    let Some(text) = text(new) else { return };
    let label = new.label();
    let name = alteration.table().clone();
    match &new.kind {
        ConstraintKind::Check { expression } => {
            alteration.clause(Rank::AddCheck, format!("ADD {text}"));
            if new.validated && !work.passes(&name, expression) {
                let why = format!("rows may violate `{label}`");
                alteration.hazards([may_fail(why, LOOK_FIRST)]);
            }
            if new.validated {
                alteration.hazards(copy(format!("every row is checked for `{label}`")));
            }
        }
        ConstraintKind::PrimaryKey { columns, .. } => {
            alteration.clause(Rank::AddKey, format!("ADD {text}"));
            alteration.hazards([rewrite("rows are stored in the order of the primary key")]);
            let counts = |column: &String| {
                let added = work.added(&name, column);
                added.is_some_and(|column| column.identity.is_some())
            };
            if !columns.iter().any(counts) {
                let why = "rows may have the same primary key, or NULL in it";
                alteration.hazards([may_fail(why, LOOK_FIRST)]);
            }
        }
        ConstraintKind::Unique { columns, .. } => {
            alteration.clause(Rank::AddKey, format!("ADD {text}"));
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            let is_empty = columns.iter().any(|column| work.is_empty(&name, column));
            if !is_empty && !was_unique(&name, &columns, work) {
                let why = format!("rows may have the same values in `{label}`");
                alteration.hazards([may_fail(why, LOOK_FIRST)]);
            }
        }
        ConstraintKind::Foreign(_) | ConstraintKind::Exclusion => {}
    }
}

/// Returns true if an existing key already guarantees that rows differ in these columns, none of
/// which changes.
fn was_unique(table: &QualifiedName, columns: &[&str], work: &GroupedChanges<'_>) -> bool {
    let Some(before) = work.from.table(table) else {
        return false;
    };
    let stays = |name: &str| {
        let after = work.to.table(table).and_then(|table| table.column(name));
        let same = collations(table, name, work).is_none_or(|[was, is]| was == is);
        before.column(name) == after && same
    };
    let holds = |key: Vec<&str>| key.iter().all(|name| columns.contains(name) && stays(name));
    let constraints = before.constraints.iter().any(|one| match &one.kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            holds(columns.iter().map(String::as_str).collect())
        }
        _ => false,
    });
    let mut unique = before.indexes.iter().filter(|index| index.unique);
    constraints
        || unique.any(|index| {
            let key: Option<Vec<&str>> = index.keys.iter().map(whole).collect();
            key.is_some_and(holds)
        })
}

/// Formats a constraint as in a definition; `None` for a foreign key.
pub(super) fn text(constraint: &Constraint) -> Option<String> {
    let name = identifier(&constraint.label());
    Some(match &constraint.kind {
        ConstraintKind::PrimaryKey { .. } => constraint.definition.clone(),
        ConstraintKind::Unique { columns, .. } => {
            let keys: Vec<String> = columns.iter().map(|column| identifier(column)).collect();
            format!("UNIQUE KEY {name} ({})", keys.join(", "))
        }
        ConstraintKind::Check { expression } => {
            let not = if constraint.validated {
                ""
            } else {
                " NOT ENFORCED"
            };
            format!("CONSTRAINT {name} CHECK ({expression}){not}")
        }
        ConstraintKind::Foreign(_) | ConstraintKind::Exclusion => return None,
    })
}

fn index(alteration: &mut Alteration, act: Act<'_, Index>, work: &GroupedChanges<'_>) {
    if let Act::Alter(old, new) = act
        && let Some(sql) = visibility(old, new)
    {
        return alteration.clause(Rank::AlterKey, sql);
    }
    if let Some(old) = act.before() {
        let sql = format!("DROP KEY {}", identifier(&old.name));
        alteration.clause(Rank::DropKey, sql);
    }
    let Some(new) = act.after() else { return };
    alteration.clause(Rank::AddKey, format!("ADD {}", format::index(new)));
    match new.method.as_str() {
        "FULLTEXT" => alteration.hazards(copy(format!("`{}` indexes all words", new.name))),
        "SPATIAL" => alteration.hazards([long_lock(format!("`{}` is spatial", new.name))]),
        _ => {}
    }
    let columns: Vec<&str> = new.keys.iter().filter_map(whole).collect();
    let table = alteration.table();
    let is_empty = columns.iter().any(|column| work.is_empty(table, column));
    if new.unique && !is_empty && !was_unique(table, &columns, work) {
        let why = format!("rows may have the same values in `{}`", new.name);
        alteration.hazards([may_fail(why, LOOK_FIRST)]);
    }
}

/// Returns the clause for an index of which only the visibility to the optimizer changes.
fn visibility(old: &Index, new: &Index) -> Option<String> {
    let same = Index {
        options: new.options.clone(),
        ..old.clone()
    };
    if same != *new {
        return None;
    }
    let state = match (old.options.as_slice(), new.options.as_slice()) {
        ([], [state]) => state.as_str(),
        ([state], []) if state == "IGNORED" => "NOT IGNORED",
        ([state], []) if state == "INVISIBLE" => "VISIBLE",
        _ => return None,
    };
    Some(format!("ALTER INDEX {} {state}", identifier(&new.name)))
}

/// Recreates the unchanged keys of a column that is recreated.
pub(super) fn again(alteration: &mut Alteration, before: &Table, after: &Table, column: &str) {
    let stays = |one: &&Constraint| before.constraints.contains(one);
    for constraint in after.constraints.iter().filter(stays) {
        let ConstraintKind::Unique { columns, .. } = &constraint.kind else {
            continue;
        };
        if columns.iter().any(|one| one == column)
            && let Some(text) = text(constraint)
        {
            drop_constraint(alteration, constraint);
            alteration.clause(Rank::AddKey, format!("ADD {text}"));
        }
    }
    let stays = |index: &&Index| before.indexes.contains(index);
    for index in after.indexes.iter().filter(stays) {
        if index
            .keys
            .iter()
            .any(|key| key.column.as_deref() == Some(column))
        {
            index_again(alteration, index);
        }
    }
}

fn index_again(alteration: &mut Alteration, index: &Index) {
    let sql = format!("DROP KEY {}", identifier(&index.name));
    alteration.clause(Rank::DropKey, sql);
    alteration.clause(Rank::AddKey, format!("ADD {}", format::index(index)));
}

/// Recreates indexes that the server would drop. It drops an index that it created implicitly for a
/// foreign key as soon as another index serves the key; an explicitly created one stays.
fn keep_made_by_the_server(
    alteration: &mut Alteration,
    name: &QualifiedName,
    work: &GroupedChanges<'_>,
) {
    let Some(before) = work.from.table(name) else {
        return;
    };
    let added = added_keys(name, work);
    for (index, columns) in perhaps_made_by_the_server(name, work) {
        let mut keys = before
            .constraints
            .iter()
            .filter_map(Constraint::foreign_key);
        let serves = keys.any(|key| key.columns == columns);
        if serves && added.iter().any(|added| added.starts_with(&columns)) {
            index_again(alteration, index);
            let why = "the server drops it when another index serves its foreign key, if it made \
                 it by itself";
            alteration.remark(format!("{} is recreated: {why}", index.name));
        }
    }
}

/// Recreates the index that serves a new foreign key. If the server created that index implicitly
/// for an earlier foreign key, it would replace it with one named after the new key. Nothing shows
/// who created an index, and the table is rewritten anyway.
pub(super) fn keep_index_of(
    alteration: &mut Alteration,
    label: &str,
    columns: &[String],
    work: &GroupedChanges<'_>,
) {
    let name = alteration.table().clone();
    for (index, found) in perhaps_made_by_the_server(&name, work) {
        if index.name != label && found == columns {
            index_again(alteration, index);
            alteration.remark(format!(
                "{} is recreated: if the server made it by itself, it would be {label} from now on",
                index.name
            ));
        }
    }
}

/// Returns the remaining indexes that look like those created by the server, with their columns.
fn perhaps_made_by_the_server<'w>(
    name: &QualifiedName,
    work: &GroupedChanges<'w>,
) -> Vec<(&'w Index, Vec<&'w str>)> {
    let (Some(before), Some(after)) = (work.from.table(name), work.to.table(name)) else {
        return Vec::new();
    };
    let stays = |index: &&Index| before.indexes.contains(index);
    let staying = after.indexes.iter().filter(stays);
    staying
        .filter_map(|index| Some((index, plain_columns(index)?)))
        .collect()
}

/// Returns the columns of the keys and indexes that are added to a table.
fn added_keys<'a>(name: &QualifiedName, work: &GroupedChanges<'a>) -> Vec<Vec<&'a str>> {
    let indexes = work.indexes.iter().filter(|(table, _)| *table == name);
    let indexes = indexes.filter_map(|(_, act)| act.after());
    let indexes = indexes.map(|index| index.keys.iter().map_while(whole).collect());
    let constraints = work.constraints.iter().filter(|(table, _)| *table == name);
    let constraints = constraints.filter_map(|(_, act)| match &act.after()?.kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            Some(columns.iter().map(String::as_str).collect())
        }
        _ => None,
    });
    indexes.chain(constraints).collect()
}

fn whole(key: &IndexKey) -> Option<&str> {
    key.column.as_deref().filter(|_| key.prefix.is_none())
}

/// Returns the columns of an index if it looks like one created by the server.
fn plain_columns(index: &Index) -> Option<Vec<&str>> {
    let is_plain = !index.unique
        && index.method == "BTREE"
        && index.options.is_empty()
        && index.comment.is_none()
        && index.keys.iter().all(|key| !key.descending);
    let columns: Option<Vec<&str>> = index.keys.iter().map(whole).collect();
    columns.filter(|_| is_plain)
}
