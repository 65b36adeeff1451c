//! Adds, drops and alters columns of existing tables.

use glowplug::catalog::{Column, QualifiedName, Table};

use super::alteration::{Alteration, Rank};
use super::between;
use super::collations;
use super::detours::{Detour, detour, is_truth};
use super::grouped_changes::{Act, GroupedChanges};
use super::hazards::{copy, loss, may_fail, rewrite};
use super::keys;
use super::options::collation;
use super::spelling;
use super::types::{Fit, fit, missing};
use crate::change::Hazard;
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::identifier;

/// Adds the column changes of a table to its `ALTER TABLE`.
pub(super) fn alter(alteration: &mut Alteration, work: &GroupedChanges<'_>) {
    let name = alteration.table().clone();
    let own = || work.columns.iter().filter(|(table, _)| **table == name);
    let position = |column: &Column, table: Option<&Table>| {
        let mut columns = table.map(|table| table.columns.iter()).unwrap_or_default();
        columns.position(|one| one.name == column.name)
    };
    let dropped = own().filter_map(|(_, act)| match act {
        Act::Drop(column) => Some(*column),
        _ => None,
    });
    let mut dropped: Vec<&Column> = dropped.collect();
    dropped.sort_by_key(|column| position(column, work.from.table(&name)));
    for column in dropped {
        drop_column(alteration, column);
        let added = work.added(&name, &column.name);
        alteration.hazards(added.and_then(|new| computed(column, new)));
    }
    let mut changed = changed(own().map(|(_, act)| *act));
    changed.sort_by_key(|(_, new)| position(new, work.to.table(&name)));
    for (old, new) in changed {
        // A column that is also added is created in its final form.
        if work.added(&name, &new.name).is_none() {
            change(alteration, old, new, work);
        }
    }
    let Some(table) = work.to.table(&name) else {
        return;
    };
    follow_collation(alteration, table, work);
    // New columns are added in table order, each after the one before it.
    let is_added = |column: &Column| work.added(&name, &column.name).is_some();
    for (index, column) in table.columns.iter().enumerate() {
        if is_added(column) {
            let stays_last = table.columns[index..].iter().all(is_added);
            let before = index.checked_sub(1).map(|before| &table.columns[before]);
            add(alteration, column, before, stays_last);
            alteration.hazards(refused(column, &name, work));
        }
    }
}

/// Returns pairs of columns before and after; several changes of one column become a single one.
pub(super) fn changed<'a>(
    acts: impl Iterator<Item = Act<'a, Column>>,
) -> Vec<(&'a Column, &'a Column)> {
    let mut changed: Vec<(&Column, &Column)> = Vec::new();
    for act in acts {
        let Act::Alter(old, new) = act else { continue };
        match changed.iter_mut().find(|(_, known)| known.name == new.name) {
            Some((_, known)) => *known = new,
            None => changed.push((old, new)),
        }
    }
    changed
}

fn add(alteration: &mut Alteration, column: &Column, before: Option<&Column>, is_last: bool) {
    let place = match before {
        _ if is_last => String::new(),
        None => " FIRST".to_owned(),
        Some(before) => format!(" AFTER {}", identifier(&before.name)),
    };
    let sql = format!("ADD COLUMN {}{place}", format::column(column));
    alteration.clause(Rank::Column, sql);
    let name = &column.name;
    if column.identity.is_some() {
        alteration.hazards(copy(format!("every row gets a number in `{name}`")));
    }
    if column.generated.as_ref().is_some_and(|one| one.stored) {
        alteration.hazards(copy(format!("`{name}` is computed for every row")));
    }
    const NO_ZERO: [&str; 5] = ["date", "datetime", "timestamp", "point", "geometry"];
    let has_value = column.nullable || column.default.is_some() || column.generated.is_some();
    if !has_value && NO_ZERO.contains(&&*column.data_type.name.name) {
        let why = format!("rows that are there get no valid value in `{name}`");
        let safer = "give it a default, or add it as nullable, fill it, and say NOT NULL then";
        alteration.hazards([may_fail(why, safer)]);
    }
}

/// Returns the hazard that the check of a new column rejects the value that existing rows get. The
/// default of a `JSON` column is assumed to be valid.
fn refused(column: &Column, table: &QualifiedName, work: &GroupedChanges<'_>) -> Option<Hazard> {
    let check = column.check.as_ref()?;
    let is_json = check.starts_with("json_valid(") && column.default.is_some();
    let passes = is_json || work.passes(table, check);
    (!passes).then(|| checked(&column.name, check))
}

fn drop_column(alteration: &mut Alteration, column: &Column) {
    let sql = format!("DROP COLUMN {}", identifier(&column.name));
    alteration.clause(Rank::DropColumn, sql);
    if column.generated.is_none() {
        let why = format!("the values of `{}` are lost", column.name);
        let safer = "first deploy the program that does not use it, and keep a copy of the values";
        alteration.hazards([loss(why, safer)]);
    }
}

/// Returns whether a generated column is stored; `None` if it is not generated.
fn kind(column: &Column) -> Option<bool> {
    column.generated.as_ref().map(|one| one.stored)
}

fn change(alteration: &mut Alteration, old: &Column, new: &Column, work: &GroupedChanges<'_>) {
    let name = alteration.table().clone();
    let (Some(before), Some(after)) = (work.from.table(&name), work.to.table(&name)) else {
        return;
    };
    let (was, is) = (
        collation(old, before, work.from),
        collation(new, after, work.to),
    );
    let described = Column {
        collation: new.collation.clone(),
        ..old.clone()
    };
    // A column keeps its collation when the table gets another default.
    if described == *new && was == is {
        return;
    }
    let kept = between::stored_first(before, old, new);
    let is_virtual = kind(old) == Some(false) || kind(new) == Some(false);
    let is_another = kind(old) != kind(new) && is_virtual && !kept;
    if is_another || detour(old, new) == Some(Detour::None) {
        return replace(alteration, old, new, [before, after]);
    }
    modify(alteration, new);
    values(alteration, old, new, is.as_deref());
    if was != is {
        recode(alteration, new, [was.as_deref(), is.as_deref()], work);
    }
}

pub(super) fn modify(alteration: &mut Alteration, column: &Column) {
    let sql = format!("MODIFY COLUMN {}", format::column(column));
    alteration.clause(Rank::Column, sql);
}

/// Drops and adds a column, with its keys, because a virtual column cannot be converted, nor can the
/// values of some types.
pub(super) fn replace(
    alteration: &mut Alteration,
    old: &Column,
    new: &Column,
    [before, table]: [&Table; 2],
) {
    drop_column(alteration, old);
    let place = table.columns.iter().position(|one| one.name == new.name);
    let place = place.and_then(|place| place.checked_sub(1));
    let behind = place.map(|place| &table.columns[place]);
    add(alteration, new, behind, false);
    keys::again(alteration, before, table, &new.name);
}

/// Returns the hazard that a virtual column becomes a plain one without being stored first.
fn computed(old: &Column, new: &Column) -> Option<Hazard> {
    let is_lost = kind(old) == Some(false) && new.generated.is_none();
    let why = format!(
        "the values of `{}`, which were computed, are lost",
        old.name
    );
    let safer = "add it under another name, and fill it from the expression";
    is_lost.then(|| loss(why, safer))
}

/// Adds the hazards of a change for existing values.
fn values(alteration: &mut Alteration, old: &Column, new: &Column, collation: Option<&str>) {
    let name = &new.name;
    let (was, is) = (&old.data_type, &new.data_type);
    let becomes = || format!("`{name}` becomes {} from {}", is.sql, was.sql);
    match fit(was, is, width(collation)) {
        Fit::InPlace => {}
        Fit::Copy => alteration.hazards(copy(becomes())),
        Fit::Narrow => match missing(was, is) {
            Some(gone) => narrow(alteration, format!("`{name}` loses {gone}")),
            None => narrow(alteration, becomes()),
        },
    }
    alteration.hazards(spelling::loss(name, was, is));
    if is_truth(is) && !is_truth(was) {
        let why = format!("`{name}` becomes a truth value: each number but 0 is read as true");
        let safer = "look for other numbers than 0 and 1 before";
        alteration.hazards([loss(why, safer)]);
    }
    if old.nullable && !new.nullable {
        let why = format!("rows with NULL in `{name}` are refused");
        let safer = "UPDATE the rows that have none before";
        alteration.hazards([may_fail(why, safer)]);
    }
    if old.nullable != new.nullable {
        alteration.hazards([rewrite(format!("whether `{name}` takes NULL changes"))]);
    }
    match (&old.generated, &new.generated) {
        (None, Some(_)) => {
            let why = format!("the values of `{name}` are computed from now on");
            alteration.hazards([loss(why.clone(), "add it under another name")]);
            alteration.hazards(copy(why));
        }
        (Some(was), Some(is)) if is.stored && was != is => {
            alteration.hazards(copy(format!("`{name}` is computed again for every row")));
        }
        _ => {}
    }
    match (&old.identity, &new.identity) {
        (None, Some(_)) => {
            alteration.hazards(copy(format!("`{name}` becomes AUTO_INCREMENT")));
        }
        (Some(_), None) => alteration.hazards([uncounted(name)]),
        _ => {}
    }
    if new.check.is_some() && old.check != new.check {
        alteration.hazards(new.check.as_ref().map(|check| checked(name, check)));
        alteration.hazards(copy(format!("every row is checked for `{name}`")));
    }
}

/// Returns the hazard that a column is no longer `AUTO_INCREMENT`.
fn uncounted(column: &str) -> Hazard {
    let why = format!(
        "the counter of `{column}` is lost: the numbers of deleted rows can be assigned again"
    );
    loss(why, "note the table's AUTO_INCREMENT before")
}

/// Returns the hazard that rows violate the check of a column.
fn checked(column: &str, check: &str) -> Hazard {
    let why = format!("rows may violate the check of `{column}`: {check}");
    may_fail(why, "look for rows that violate it first")
}

fn narrow(alteration: &mut Alteration, why: String) {
    let safer = "look for values that do not fit before, or fill a new column";
    let cut = format!("{why}: without strict mode values that do not fit are cut or replaced");
    let refused = format!("{why}: under strict mode values that do not fit are refused");
    alteration.hazards([loss(cut, safer), may_fail(refused, safer)]);
    alteration.hazards(copy(why));
}

fn recode(
    alteration: &mut Alteration,
    column: &Column,
    collations: [Option<&str>; 2],
    work: &GroupedChanges<'_>,
) {
    let [Some(was), Some(is)] = collations else {
        return;
    };
    collations::merge(alteration, work, &column.name, [was, is]);
    let why = format!("`{}` becomes {is} from {was}", column.name);
    // Only UTF-8 contains all characters.
    if set(was) != set(is) && !is.starts_with("utf8mb4") {
        narrow(alteration, why);
    } else {
        alteration.hazards(copy(why));
    }
}

/// Alters columns that take their collation from the table: if the table's changes, theirs changes
/// only by an explicit `MODIFY COLUMN`.
fn follow_collation(alteration: &mut Alteration, after: &Table, work: &GroupedChanges<'_>) {
    let Some(before) = work.from.table(&after.name) else {
        return;
    };
    for new in &after.columns {
        let mut changed = work.columns.iter();
        let is_changed = changed.any(|(table, act)| {
            **table == after.name && act.after().is_some_and(|one| one.name == new.name)
        });
        let old = before.column(&new.name).filter(|_| !is_changed);
        let Some(old) = old else { continue };
        let (was, is) = (
            collation(old, before, work.from),
            collation(new, after, work.to),
        );
        if was != is {
            modify(alteration, new);
            recode(alteration, new, [was.as_deref(), is.as_deref()], work);
        }
    }
}

/// Returns the character set of a collation.
fn set(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

/// Returns the maximum number of bytes per character.
fn width(collation: Option<&str>) -> u32 {
    match collation.map(set) {
        Some("utf8mb4" | "utf16" | "utf32") | None => 4,
        Some("utf8" | "utf8mb3") => 3,
        Some("ucs2" | "sjis" | "gbk" | "big5" | "euckr") => 2,
        Some(_) => 1,
    }
}
