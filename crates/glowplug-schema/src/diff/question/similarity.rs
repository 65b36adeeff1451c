//! Similarity of two objects, from 0 to 100, to rank the candidates for a rename.

use std::collections::HashSet;

use glowplug::catalog::{
    Column, Composite, Constraint, ConstraintKind, EnumType, Function, Index, Sequence, Table, View,
};

/// Returns the similarity of two names, scaled to `points`.
fn names(left: &str, right: &str, points: f64) -> f64 {
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    let whole = strsim::jaro_winkler(&left, &right);
    let within = left.contains(&right) || right.contains(&left);
    points * if within { whole.max(0.9) } else { whole }
}

/// Returns the share of common elements in the larger set, scaled to `points`.
fn shared<T: Eq + std::hash::Hash>(left: &[T], right: &[T], points: f64) -> f64 {
    let found: HashSet<&T> = left.iter().collect();
    let both = right.iter().filter(|one| found.contains(one)).count();
    let all = left.len().max(right.len()).max(1);
    let part = u32::try_from(both).unwrap_or(u32::MAX);
    points * f64::from(part) / f64::from(u32::try_from(all).unwrap_or(u32::MAX))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a byte holds"
)]
fn score(points: f64) -> u8 {
    points.round().clamp(0.0, 100.0) as u8
}

pub(super) fn schemas(left: (&str, &[String]), right: (&str, &[String])) -> u8 {
    score(shared(left.1, right.1, 80.0) + names(left.0, right.0, 20.0))
}

/// Compares tables by their columns, and by name.
pub(super) fn tables(left: &Table, right: &Table) -> u8 {
    fn columns(table: &Table) -> Vec<(&str, &str)> {
        let columns = table.columns.iter();
        columns
            .map(|column| (column.name.as_str(), column.data_type.sql.as_str()))
            .collect()
    }
    let alike = shared(&columns(left), &columns(right), 80.0);
    score(alike + names(&left.name.name, &right.name.name, 20.0))
}

/// Compares columns by type, name, position and other properties. Any two columns that hold data
/// may be the same; a generated column can only be another one with the same expression.
pub(super) fn columns(left: (usize, &Column), right: (usize, &Column)) -> Option<u8> {
    let ((left_place, left), (right_place, right)) = (left, right);
    if left.generated != right.generated {
        return None;
    }
    let mut points = names(&left.name, &right.name, 40.0);
    if left.data_type == right.data_type {
        points += 35.0;
    } else if left.data_type.name == right.data_type.name {
        points += 25.0;
    }
    for (alike, worth) in [
        (left.nullable == right.nullable, 8.0),
        (left.default == right.default, 7.0),
        (left.comment == right.comment, 2.0),
        (left_place == right_place, 8.0),
    ] {
        points += if alike { worth } else { 0.0 };
    }
    Some(score(points))
}

pub(super) fn enums(left: &EnumType, right: &EnumType) -> Option<u8> {
    let alike = shared(&left.values, &right.values, 80.0);
    (alike > 0.0).then(|| score(alike + names(&left.name.name, &right.name.name, 20.0)))
}

pub(super) fn values(left: &str, right: &str, in_place: bool) -> u8 {
    score(names(left, right, 60.0) + if in_place { 40.0 } else { 0.0 })
}

pub(super) fn composites(left: &Composite, right: &Composite) -> Option<u8> {
    fn attributes(of: &Composite) -> Vec<(&str, &str)> {
        let attributes = of.attributes.iter();
        attributes
            .map(|(name, data_type, _)| (name.as_str(), data_type.sql.as_str()))
            .collect()
    }
    let alike = shared(&attributes(left), &attributes(right), 80.0);
    (alike > 0.0).then(|| score(alike + names(&left.name.name, &right.name.name, 20.0)))
}

pub(super) fn sequences(left: &Sequence, right: &Sequence) -> Option<u8> {
    let same = Sequence {
        name: right.name.clone(),
        ..left.clone()
    };
    let alike = if same == *right { 80.0 } else { 40.0 };
    (left.owner == right.owner)
        .then(|| score(alike + names(&left.name.name, &right.name.name, 20.0)))
}

/// Returns true if the constraints are equal in all but the name. The definition of a key is not
/// compared, because it repeats its columns.
pub(in crate::diff) fn same_constraint(left: &Constraint, right: &Constraint) -> bool {
    let mut same = left.clone();
    same.name.clone_from(&right.name);
    same.comment.clone_from(&right.comment);
    if left.kind != ConstraintKind::Exclusion {
        same.definition.clone_from(&right.definition);
    }
    same == *right
}

pub(in crate::diff) fn same_index(left: &Index, right: &Index) -> bool {
    let mut same = left.clone();
    same.name.clone_from(&right.name);
    same.comment.clone_from(&right.comment);
    same == *right
}

pub(super) fn same_view(left: &View, right: &View) -> bool {
    left.query == right.query
        && left.columns == right.columns
        && left.materialized == right.materialized
        && left.options == right.options
}

pub(super) fn same_function(left: &Function, right: &Function) -> bool {
    let definition = left.definition.replace(&left.name.name, &right.name.name);
    (left.kind, &left.arguments, &left.returns, &left.signature)
        == (
            right.kind,
            &right.arguments,
            &right.returns,
            &right.signature,
        )
        && definition == right.definition
}
