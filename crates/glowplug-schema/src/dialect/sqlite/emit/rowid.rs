//! The rowid, by which full-text tables and programs may refer to the rows of a table.
//!
//! It is the value of the `INTEGER PRIMARY KEY` if there is one, and otherwise hidden
//! (<https://www.sqlite.org/rowidtable.html>).

use glowplug::catalog::{Catalog, ConstraintKind, ObjectName, Table};

use super::alter::column;
use super::grouped_changes::triggers;
use super::hazards;
use crate::change::Hazard;
use crate::dialect::sqlite::quote::name;
use crate::dialect::sqlite::tokens::tokens;

/// The names of the rowid, unless a column has the name.
const NAMES: [&str; 3] = ["rowid", "_rowid_", "oid"];

/// Returns the column that is an alias of the rowid.
pub(super) fn alias(table: &Table) -> Option<&str> {
    let [key] = table.primary_key() else {
        return None;
    };
    let integer = column(table, key)?.data_type.sql == "INTEGER";
    // As a column constraint, `INTEGER PRIMARY KEY DESC` creates a separate index instead.
    let descending = table.constraints.iter().any(|constraint| {
        let is_key = matches!(constraint.kind, ConstraintKind::PrimaryKey { .. });
        is_key && constraint.definition.starts_with("PRIMARY KEY DESC")
    });
    (integer && !descending && has_rowid(table)).then_some(key)
}

/// Returns true if the rows of a table have a rowid.
pub(super) fn has_rowid(table: &Table) -> bool {
    let without = table.options.iter().any(|option| option == "WITHOUT ROWID");
    !without && table.virtual_module.is_none()
}

/// Returns the name by which a statement can refer to the rowid of a table.
pub(super) fn spelled(table: &Table) -> Option<String> {
    if !has_rowid(table) {
        return None;
    }
    let free = |called: &&&str| column(table, called).is_none();
    match alias(table) {
        Some(alias) => Some(name(alias)),
        None => NAMES.iter().find(free).map(|called| (*called).to_owned()),
    }
}

/// Returns what an `INSERT` names and a `SELECT` reads in order to copy the rowids; `None` if a
/// column in both tables contains them, or if the rowid has no name.
pub(super) fn copied(from: &Table, to: &Table) -> Option<(String, String)> {
    if alias(to).is_some_and(|alias| column(from, alias).is_some()) {
        return None;
    }
    spelled(to).zip(spelled(from))
}

/// Returns the hazard that a key is no longer auto-increment.
pub(super) fn no_longer_numbered(from: &Table, to: &Table) -> Option<Hazard> {
    let key = alias(from).filter(|key| alias(to) != Some(key))?;
    column(to, key)?;
    Some(hazards::may_fail(
        format!(
            "an insert into `{}` that leaves out `{key}` gets no number any more: SQLite numbers \
             an `INTEGER PRIMARY KEY` alone",
            to.name.name
        ),
        "keep `INTEGER PRIMARY KEY`, which holds 64 bits",
    ))
}

/// Returns the hazard that a key is no longer `AUTOINCREMENT`, so that the highest number ever
/// assigned is forgotten.
pub(super) fn reuses_numbers(from: &Table, to: &Table) -> Option<Hazard> {
    let key = alias(from)?;
    column(from, key)?.identity.as_ref()?;
    let after = column(to, key)?;
    after.identity.is_none().then(|| {
        hazards::loss(
            format!(
                "the counter of `{}.{key}` is lost: the numbers of deleted rows can be assigned \
                 again",
                to.name.name
            ),
            "keep `AUTOINCREMENT` where something outside of the database knows rows by their \
             numbers",
        )
    })
}

/// Returns the hazard that rows change their rowid, if something in the schema refers to them by
/// it.
pub(super) fn changes(from: &Table, to: &Table, catalog: &Catalog) -> Option<Hazard> {
    let hidden = has_rowid(from) && alias(from).is_none();
    if !hidden || copied(from, to).is_some() {
        return None;
    }
    let users = users(from, catalog);
    let first = users.first()?;
    Some(hazards::loss(
        format!(
            "the rows of `{}` get other rowids, and {first} knows them by these",
            from.name.name
        ),
        "keep the rowids in a column of their own before, or fill what uses them again",
    ))
}

/// Returns what refers to rows of a table by their rowid: external-content full-text tables without
/// `content_rowid`, and views and triggers that mention `rowid`.
fn users(table: &Table, catalog: &Catalog) -> Vec<String> {
    let called = &table.name.name;
    let mentions = |text: &str, names: &[&str]| {
        tokens(text).any(|token| {
            names
                .iter()
                .any(|name| token.name().eq_ignore_ascii_case(name))
        })
    };
    let searches = catalog.tables.iter().filter(|other| {
        let module = other.virtual_module.as_deref().unwrap_or_default();
        mentions(module, &["content"])
            && mentions(module, &[called])
            && !mentions(module, &["content_rowid"])
    });
    let mut users: Vec<String> = searches
        .map(|other| format!("`{}`", other.name.name))
        .collect();
    let uses = |object: &ObjectName| {
        let table = ObjectName::Table(table.name.clone());
        let mut all = catalog.dependencies.iter();
        all.any(|one| one.object == *object && one.uses == table)
    };
    let views = catalog
        .views
        .iter()
        .filter(|view| uses(&ObjectName::View(view.name.clone())) && mentions(&view.query, &NAMES));
    users.extend(views.map(|view| format!("the view `{}`", view.name.name)));
    let triggers = triggers(catalog).filter(|(on, trigger)| {
        let object = ObjectName::Trigger((*on).clone(), trigger.name.clone());
        (**on == table.name || uses(&object)) && mentions(&trigger.definition, &NAMES)
    });
    users.extend(triggers.map(|(_, trigger)| format!("the trigger `{}`", trigger.name)));
    users
}
