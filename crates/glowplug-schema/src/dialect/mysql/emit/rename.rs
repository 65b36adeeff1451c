//! Renames objects.

use glowplug::catalog::{
    Catalog, Constraint, ConstraintKind, ForeignKey, FunctionKind, ObjectName, QualifiedName,
};

use super::alteration::{Alteration, Rank};
use super::grouped_changes::GroupedChanges;
use super::hazards::copy;
use super::{creation, keys, routines};
use crate::change::{Rename, Step, Unsupported};
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::{identifier, quote};

/// Returns the statements for all renames, in order.
pub(super) fn renames(work: &GroupedChanges<'_>) -> Result<Vec<Step>, Vec<Unsupported>> {
    let mut steps = Vec::new();
    let mut refused = Vec::new();
    let mut now = work.from.clone();
    for rename in &work.renames {
        match rename {
            Rename::Object { object, to } => {
                match object_steps(object, to, &now) {
                    Some(more) => steps.extend(more),
                    None => refused.push(impossible(object.clone(), "this kind has no new name")),
                }
                follow(&mut now, object, to);
            }
            Rename::Schema { object, .. } => {
                refused.push(impossible(
                    object.clone(),
                    "another schema is another database",
                ));
            }
            Rename::EnumValue { of, .. } => {
                let reason = "an enum of MySQL is the type of its column: add the new value, \
                     UPDATE the rows, and drop the old one";
                refused.push(impossible(ObjectName::Enum(of.clone()), reason));
            }
        }
    }
    if refused.is_empty() {
        Ok(steps)
    } else {
        Err(refused)
    }
}

/// Updates the catalog for a rename, as far as a later rename depends on it.
fn follow(now: &mut Catalog, object: &ObjectName, to: &str) {
    match object {
        ObjectName::Table(old) => {
            for table in &mut now.tables {
                if table.name == *old {
                    to.clone_into(&mut table.name.name);
                }
                for key in table.constraints.iter_mut().filter_map(key_mut) {
                    if key.references == *old {
                        to.clone_into(&mut key.references.name);
                    }
                }
            }
        }
        ObjectName::Column(owner, old) => {
            for table in &mut now.tables {
                let is_own = table.name == *owner;
                for constraint in &mut table.constraints {
                    follow_column(constraint, is_own, owner, (old, to));
                }
            }
        }
        _ => {}
    }
}

fn follow_column(
    constraint: &mut Constraint,
    is_own: bool,
    owner: &QualifiedName,
    (old, to): (&str, &str),
) {
    let rename = |columns: &mut Vec<String>| {
        for column in columns.iter_mut().filter(|column| *column == old) {
            to.clone_into(column);
        }
    };
    match &mut constraint.kind {
        ConstraintKind::Foreign(key) => {
            if is_own {
                rename(&mut key.columns);
            }
            if key.references == *owner {
                rename(&mut key.referenced);
            }
        }
        ConstraintKind::Check { expression } if is_own => {
            *expression = expression.replace(&quote(old), &quote(to));
        }
        _ => {}
    }
}

const fn key_mut(constraint: &mut Constraint) -> Option<&mut ForeignKey> {
    match &mut constraint.kind {
        ConstraintKind::Foreign(key) => Some(key),
        _ => None,
    }
}

fn impossible(object: ObjectName, reason: &str) -> Unsupported {
    Unsupported {
        object,
        reason: reason.to_owned(),
    }
}

fn object_steps(object: &ObjectName, to: &str, from: &Catalog) -> Option<Vec<Step>> {
    let new = identifier(to);
    let sql = match object {
        ObjectName::Table(old) | ObjectName::View(old) | ObjectName::Sequence(old) => {
            format!("RENAME TABLE {} TO {new}", format::name(old))
        }
        ObjectName::Column(table, old) => alter(table, "COLUMN", old, &new),
        ObjectName::Index(table, old) => alter(table, "INDEX", old, &new),
        ObjectName::Constraint(table, old) => return constraint(table, old, to, from),
        ObjectName::Trigger(table, old) => {
            let mut triggers = from.table(table)?.triggers.iter();
            let trigger = triggers.find(|one| one.name == *old)?;
            let drop = format!("DROP TRIGGER {}", identifier(old));
            return Some(again(drop, &trigger.definition, old, to));
        }
        ObjectName::Function(name, arguments) => {
            let mut functions = from.functions.iter();
            let old = functions.find(|one| one.name == *name && one.arguments == *arguments)?;
            if old.kind != FunctionKind::Event {
                let drop = routines::drop_function(old);
                return Some(again(drop, &old.definition, &name.name, to));
            }
            format!("ALTER EVENT {} RENAME TO {new}", format::name(name))
        }
        _ => return None,
    };
    Some(vec![Step::new(sql)])
}

fn alter(table: &QualifiedName, kind: &str, old: &str, new: &str) -> String {
    let (table, old) = (format::name(table), identifier(old));
    format!("ALTER TABLE {table} RENAME {kind} {old} TO {new}")
}

/// Drops an object and recreates it under a new name, for objects that cannot be renamed.
fn again(drop: String, definition: &str, old: &str, to: &str) -> Vec<Step> {
    let (old, new) = (format!(" {}", identifier(old)), identifier(to));
    let create = definition.replacen(&old, &format!(" {new}"), 1);
    vec![Step::new(drop), Step::new(create)]
}

fn constraint(table: &QualifiedName, old: &str, to: &str, from: &Catalog) -> Option<Vec<Step>> {
    let mut constraints = from.table(table)?.constraints.iter();
    let constraint = constraints.find(|one| one.label() == old)?;
    let renamed = Constraint {
        name: Some(to.to_owned()),
        ..constraint.clone()
    };
    let name = identifier(old);
    let mut alteration = Alteration::new(table.clone());
    match &constraint.kind {
        ConstraintKind::Unique { .. } => {
            let sql = alter(table, "INDEX", old, &identifier(to));
            return Some(vec![Step::new(sql)]);
        }
        ConstraintKind::Check { .. } => {
            alteration.clause(Rank::DropCheck, format!("DROP CONSTRAINT {name}"));
            alteration.clause(Rank::AddCheck, format!("ADD {}", keys::text(&renamed)?));
        }
        ConstraintKind::Foreign(_) => {
            alteration.clause(Rank::DropForeignKey, format!("DROP FOREIGN KEY {name}"));
            let sql = format!("ADD {}", creation::reference(&renamed));
            alteration.clause(Rank::AddForeignKey, sql);
        }
        ConstraintKind::PrimaryKey { .. } | ConstraintKind::Exclusion => return None,
    }
    alteration.hazards(copy(format!("`{old}` is recreated as `{to}`")));
    alteration.step().map(|step| vec![step])
}
