//! Creates, alters and drops enums. Values are added in place; removing or reordering them requires
//! a new type.

use glowplug::catalog::EnumType;

use super::super::quote::literal;
use super::deferred;
use super::emitter::Emitter;
use super::enum_values::AddedValue;
use super::recreate::{self, Cast, Made};

pub(super) fn create(em: &mut Emitter<'_>, of: &EnumType) {
    let sql = statement(em, of);
    em.say(sql);
    comment(em, of, None);
}

fn statement(em: &Emitter<'_>, of: &EnumType) -> String {
    let name = em.name(&of.name);
    let values: Vec<_> = of.values.iter().map(|value| literal(value)).collect();
    let line = format!("CREATE TYPE {name} AS ENUM ({})", values.join(", "));
    if line.len() <= 100 || values.is_empty() {
        return line;
    }
    format!(
        "CREATE TYPE {name} AS ENUM (\n    {}\n)",
        values.join(",\n    ")
    )
}

fn comment(em: &mut Emitter<'_>, of: &EnumType, before: Option<&String>) {
    let on = format!("TYPE {}", em.name(&of.name));
    em.comment(&on, before, of.comment.as_ref());
}

pub(super) fn drop(em: &mut Emitter<'_>, of: &EnumType) {
    em.say(format!("DROP TYPE {}", em.name(&of.name)));
}

pub(super) fn alter(em: &mut Emitter<'_>, from: &EnumType, to: &EnumType) {
    let added: Vec<_> = to
        .values
        .iter()
        .filter(|value| !from.values.contains(value))
        .collect();
    let kept = to.values.iter().filter(|value| from.values.contains(value));
    // A new value could not be used in the same transaction.
    let in_place = kept.eq(&from.values)
        && !(em.is_one_transaction()
            && added
                .iter()
                .any(|value| deferred::is_written(em, &to.name, value)));
    if !in_place {
        let gone = (from.values.iter()).filter(|value| !to.values.contains(value));
        let gone = gone.map(|value| literal(value));
        let fails = gone.reduce(|list, value| format!("{list}, {value}"));
        let made = Made {
            sql: statement(em, to),
            cast: Cast::Text,
            fails,
            rewrites: true,
            loses: None,
            comment: to.comment.clone(),
        };
        recreate::recreate(em, &to.name, made);
        return;
    }
    for value in added {
        add(em, &from.values, to, value);
    }
    comment(em, to, from.comment.as_ref());
}

/// Adds a value at its position. Those before it already exist.
fn add(em: &mut Emitter<'_>, before: &[String], of: &EnumType, value: &str) {
    let name = em.name(&of.name);
    let place = of
        .values
        .iter()
        .position(|other| other == value)
        .unwrap_or_default();
    let follower = of.values[place + 1..]
        .iter()
        .find(|other| before.contains(other));
    let position = match (follower, place) {
        (None, _) => String::new(),
        (Some(follower), 0) => format!(" BEFORE {}", literal(follower)),
        (Some(_), place) => format!(" AFTER {}", literal(&of.values[place - 1])),
    };
    em.say(format!(
        "ALTER TYPE {name} ADD VALUE {}{position}",
        literal(value)
    ));
    let value = AddedValue::new(em.to.catalog, &of.name, value);
    em.later.add_value(value);
}
