//! Composite types. Attributes are added at the end and dropped in place; other changes of a type
//! that columns hold require a new type.

use glowplug::catalog::{Composite, DataType};

use super::super::super::quote::quote;
use super::super::column;
use super::super::emitter::{Emitter, altering};
use super::super::hazards::loss;
use super::super::recreate::{self, Cast, Made};
use super::super::text;
use super::{comment, drop_type};

type Attribute = (String, DataType, Option<String>);

pub(in super::super) fn create(em: &mut Emitter<'_>, composite: &Composite) {
    let sql = statement(em, composite);
    em.say(sql);
    comment(em, &composite.name, None, composite.comment.as_ref());
}

fn statement(em: &Emitter<'_>, composite: &Composite) -> String {
    let lines: Vec<_> = composite.attributes.iter().map(attribute).collect();
    format!(
        "CREATE TYPE {} AS (\n    {}\n)",
        em.name(&composite.name),
        lines.join(",\n    ")
    )
}

fn attribute((name, of, collation): &Attribute) -> String {
    let mut sql = format!("{} {}", quote(name), text::short_type(&of.sql));
    if let Some(collation) = collation {
        sql += &format!(" COLLATE {collation}");
    }
    sql
}

pub(in super::super) fn alter(em: &mut Emitter<'_>, from: &Composite, to: &Composite) {
    if from.attributes == to.attributes {
        return comment(em, &to.name, from.comment.as_ref(), to.comment.as_ref());
    }
    let find = |list: &[Attribute], name: &str| list.iter().any(|(other, ..)| other == name);
    let kept: Vec<_> = from
        .attributes
        .iter()
        .filter(|(name, ..)| find(&to.attributes, name))
        .collect();
    let in_place = to
        .attributes
        .iter()
        .take(kept.len())
        .eq(kept.iter().copied());
    let held = recreate::is_held(em, &to.name);
    if !in_place && held {
        return remake(em, from, to);
    }
    if !in_place {
        drop_type(em, &to.name);
        return create(em, to);
    }
    let gone = from
        .attributes
        .iter()
        .filter(|(name, ..)| !find(&to.attributes, name));
    let mut clauses: Vec<_> = gone
        .map(|(name, ..)| format!("DROP ATTRIBUTE {}", quote(name)))
        .collect();
    let hazards = match (clauses.is_empty(), held) {
        (false, true) => vec![loss(
            format!(
                "the values of dropped attributes of {} are lost",
                em.name(&to.name)
            ),
            "stop using them first, and drop them in a later release",
        )],
        _ => Vec::new(),
    };
    let added = to.attributes.iter().skip(kept.len());
    clauses.extend(added.map(|added| format!("ADD ATTRIBUTE {}", attribute(added))));
    let sql = altering("TYPE", &em.name(&to.name), &clauses);
    em.warn(sql, hazards);
    comment(em, &to.name, from.comment.as_ref(), to.comment.as_ref());
}

/// Replaces a type that columns hold with a new one.
fn remake(em: &mut Emitter<'_>, from: &Composite, to: &Composite) {
    let (loses, fails) = effects(from, to);
    let made = Made {
        sql: statement(em, to),
        cast: Cast::Expression(moved(em, from, to)),
        fails: fails.map(str::to_owned),
        rewrites: true,
        loses: loses.map(str::to_owned),
        comment: to.comment.clone(),
    };
    recreate::recreate(em, &to.name, made);
}

/// Returns what is lost when values are converted attribute by attribute, and which cannot be.
fn effects(from: &Composite, to: &Composite) -> (Option<&'static str>, Option<&'static str>) {
    let (mut loses, mut fails) = (None, None);
    for (name, old, _) in &from.attributes {
        match to.attributes.iter().find(|(other, ..)| other == name) {
            None => loses = loses.or(Some("attributes")),
            Some((_, new, _)) if old != new => {
                let cast = column::cast(old, new);
                loses = loses.or(cast.loses);
                fails = fails.or(cast.fails);
            }
            Some(_) => {}
        }
    }
    (loses, fails)
}

/// Returns the expression that converts an attribute to its new type.
fn attribute_as(old: &DataType, new: &DataType, value: &str) -> String {
    let of = text::short_type(&new.sql);
    match old == new {
        true => format!("{value}::{of}"),
        false => column::cast(old, new).route.expression(value, &of),
    }
}

/// Returns an expression that converts a value attribute by attribute. `IS NOT NULL` would be false
/// if any attribute is null.
fn moved(em: &Emitter<'_>, from: &Composite, to: &Composite) -> String {
    let attributes = to.attributes.iter().map(|(name, new, _)| {
        let of = text::short_type(&new.sql);
        let mut before = from.attributes.iter();
        match before.find(|(other, ..)| other == name) {
            Some((_, old, _)) => attribute_as(old, new, &format!("({{}}).{}", quote(name))),
            None => format!("NULL::{of}"),
        }
    });
    let attributes: Vec<_> = attributes.collect();
    let row = format!("ROW({})::{}", attributes.join(", "), em.name(&to.name));
    format!("CASE WHEN {{}} IS DISTINCT FROM NULL THEN {row} END")
}
