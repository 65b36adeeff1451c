//! Questions about the parts of tables and views, and about the values of enums.

use std::collections::HashMap;

use glowplug::catalog::{
    Catalog, Column, Constraint, ConstraintKind, EnumType, Index, ObjectName, QualifiedName, Table,
    View,
};
use glowplug::dialect::RenamedConstraints;
use glowplug::model::Database;

use super::{Otherwise, Question, Subject, exchanged_names, pair_up, quoted, renamed, similarity};
use crate::change::Rename;
use crate::dialect;
use crate::diff::question::Candidate;

/// Returns all questions about parts.
pub(super) fn questions(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let mut questions = Vec::new();
    let tables: HashMap<&QualifiedName, &Table> = from
        .tables
        .iter()
        .map(|table| (&table.name, table))
        .collect();
    for new in &to.tables {
        if let Some(old) = tables.get(&new.name).copied() {
            questions.extend(columns(from, old, new));
            questions.extend(constraints(from, old, new));
            questions.extend(indexes(from, &new.name, &old.indexes, &new.indexes));
        }
    }
    let views: HashMap<&QualifiedName, &View> =
        from.views.iter().map(|view| (&view.name, view)).collect();
    for new in &to.views {
        if let Some(old) = views.get(&new.name).copied() {
            questions.extend(indexes(from, &new.name, &old.indexes, &new.indexes));
        }
    }
    for new in &to.enums {
        if let Some(old) = from.enums.iter().find(|old| old.name == new.name) {
            questions.extend(values(from, old, new));
        }
    }
    questions
}

/// Returns what is only in the first list, and what is only in the second.
fn sides<'c, T>(
    from: &'c [T],
    to: &'c [T],
    same: impl Fn(&T, &T) -> bool,
) -> (Vec<&'c T>, Vec<&'c T>) {
    let missing = |one: &&T, list: &[T]| !list.iter().any(|other| same(one, other));
    (
        from.iter().filter(|one| missing(one, to)).collect(),
        to.iter().filter(|one| missing(one, from)).collect(),
    )
}

fn columns(from: &Catalog, old: &Table, new: &Table) -> Vec<Question> {
    let (mut gone, mut came) = sides(&old.columns, &new.columns, |a, b| a.name == b.name);
    gone.retain(|column| !column.inherited);
    came.retain(|column| !column.inherited);
    let changed = retyped(old, new);
    came.extend(changed.iter().map(|(_, after)| *after));
    let object = |column: &Column| ObjectName::Column(old.name.clone(), column.name.clone());
    let place = |table: &Table, column: &Column| {
        let mut columns = table.columns.iter();
        columns.position(|other| other.name == column.name)
    };
    let mut questions = pair_up(
        (&gone, &came),
        |column| Subject::of(from, &object(column)),
        |left, right| {
            // An existing column may only give its name to another of its new type.
            let is_there = old.column(&right.name).is_some();
            if is_there && left.data_type != right.data_type {
                return None;
            }
            let places = (place(old, left)?, place(new, right)?);
            let score = similarity::columns((places.0, left), (places.1, right))?;
            Some(renamed(object(left), &right.name, score))
        },
    );
    let is_same = |left: &Column, right: &Column| left.data_type == right.data_type;
    for (left, right) in exchanged_names::circles(&changed, is_same) {
        questions.push(Question {
            object: Subject::of(from, &object(left)),
            candidates: vec![renamed(object(left), &right.name, 50)],
            otherwise: Otherwise::Kept,
        });
    }
    questions
}

/// Returns the columns that hold data and change their type, before and after.
fn retyped<'t>(old: &'t Table, new: &'t Table) -> Vec<(&'t Column, &'t Column)> {
    let pairs = old.columns.iter().filter_map(|before| {
        let after = new.column(&before.name)?;
        Some((before, after))
    });
    let plain = |column: &Column| column.generated.is_none() && !column.inherited;
    pairs
        .filter(|(before, after)| plain(before) && plain(after))
        .filter(|(before, after)| before.data_type != after.data_type)
        .collect()
}

fn constraints(from: &Catalog, old: &Table, new: &Table) -> Vec<Question> {
    let (mut gone, mut came) = sides(&old.constraints, &new.constraints, |a, b| {
        a.label() == b.label()
    });
    let can = |constraint: &&Constraint| can_rename(from.database, constraint);
    gone.retain(can);
    came.retain(can);
    let object = |of: &Constraint| ObjectName::Constraint(old.name.clone(), of.label());
    pair_up(
        (&gone, &came),
        |constraint| Subject::of(from, &object(constraint)),
        |left, right| {
            let same = similarity::same_constraint(left, right);
            same.then(|| renamed(object(left), &right.label(), 100))
        },
    )
}

fn can_rename(database: Database, constraint: &Constraint) -> bool {
    match dialect::of(database).capabilities().renames.constraints {
        RenamedConstraints::All => true,
        RenamedConstraints::Unique => matches!(constraint.kind, ConstraintKind::Unique { .. }),
        RenamedConstraints::None => false,
    }
}

fn indexes(from: &Catalog, on: &QualifiedName, old: &[Index], new: &[Index]) -> Vec<Question> {
    if !dialect::of(from.database).capabilities().renames.indexes {
        return Vec::new();
    }
    let (gone, came) = sides(old, new, |a, b| a.name == b.name);
    let object = |index: &Index| ObjectName::Index(on.clone(), index.name.clone());
    pair_up(
        (&gone, &came),
        |index| Subject::of(from, &object(index)),
        |left, right| {
            let same = similarity::same_index(left, right);
            same.then(|| renamed(object(left), &right.name, 100))
        },
    )
}

fn values(from: &Catalog, old: &EnumType, new: &EnumType) -> Vec<Question> {
    let (gone, came) = sides(&old.values, &new.values, |a, b| a == b);
    let place = |of: &EnumType, value: &String| of.values.iter().position(|other| other == value);
    pair_up(
        (&gone, &came),
        |value| Subject::value(from, &old.name, value),
        |left, right| {
            let in_place = place(old, left) == place(new, right);
            Some(Candidate {
                to: quoted(right),
                score: similarity::values(left, right, in_place),
                renames: vec![Rename::EnumValue {
                    of: old.name.clone(),
                    from: left.clone(),
                    to: right.clone(),
                }],
            })
        },
    )
}
