//! Creates, alters and drops sequences. Their current value is data, not schema.

use glowplug::catalog::{ObjectName, QualifiedName, Sequence};

use super::super::quote::{literal, quote};
use super::emitter::{Emitter, altering};
use super::hazards::{loss, may_fail};
use crate::change::{Hazard, Step};

pub(super) fn create(em: &mut Emitter<'_>, sequence: &Sequence) {
    let unlogged = if sequence.unlogged { "UNLOGGED " } else { "" };
    let mut sql = format!("CREATE {unlogged}SEQUENCE {}", em.name(&sequence.name));
    if sequence.data_type != "bigint" {
        sql += &format!(" AS {}", sequence.data_type);
    }
    for option in options(sequence) {
        sql += &format!(" {option}");
    }
    em.say(sql);
    own(em, None, sequence);
    comment(em, sequence, None);
}

/// Sets the column that owns a sequence.
fn own(em: &mut Emitter<'_>, before: Option<&(QualifiedName, String)>, sequence: &Sequence) {
    if before == sequence.owner.as_ref() {
        return;
    }
    let owner = match &sequence.owner {
        Some((table, column)) => format!("{}.{}", em.name(table), quote(column)),
        None => "NONE".to_owned(),
    };
    em.say(format!(
        "ALTER SEQUENCE {} OWNED BY {owner}",
        em.name(&sequence.name)
    ));
}

/// Returns the options that differ from the defaults, except the type.
pub(super) fn options(sequence: &Sequence) -> Vec<String> {
    let usual = usual(sequence);
    let mut options = Vec::new();
    if sequence.increment != 1 {
        options.push(format!("INCREMENT BY {}", sequence.increment));
    }
    if sequence.minimum != usual.0 {
        options.push(format!("MINVALUE {}", sequence.minimum));
    }
    if sequence.maximum != usual.1 {
        options.push(format!("MAXVALUE {}", sequence.maximum));
    }
    let first = if sequence.increment > 0 {
        sequence.minimum
    } else {
        sequence.maximum
    };
    if sequence.start != first {
        options.push(format!("START WITH {}", sequence.start));
    }
    if sequence.cache != 1 {
        options.push(format!("CACHE {}", sequence.cache));
    }
    if sequence.cycles {
        options.push("CYCLE".to_owned());
    }
    options
}

/// Returns the default bounds of a sequence.
fn usual(sequence: &Sequence) -> (i64, i64) {
    let (least, most) = bounds(&sequence.data_type);
    if sequence.increment > 0 {
        (1, most)
    } else {
        (least, -1)
    }
}

/// Returns the smallest and the largest number of a type.
pub(super) fn bounds(of: &str) -> (i64, i64) {
    match of {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

pub(super) fn comment(em: &mut Emitter<'_>, sequence: &Sequence, before: Option<&String>) {
    let on = format!("SEQUENCE {}", em.name(&sequence.name));
    em.comment(&on, before, sequence.comment.as_ref());
}

pub(super) fn drop(em: &mut Emitter<'_>, sequence: &Sequence) {
    if let Some((table, column)) = &sequence.owner {
        let column_name = ObjectName::Column(table.clone(), column.clone());
        let goes = |name: &ObjectName| em.outline.drops.contains_key(name);
        // It is dropped along with its owner.
        if goes(&ObjectName::Table(table.clone())) || goes(&column_name) {
            return;
        }
    }
    let name = em.name(&sequence.name);
    let hazard = match &sequence.owner {
        None => loss(
            format!("the number that {name} has reached is lost"),
            "note its last value first",
        ),
        Some((table, column)) => forgotten(&em.name(table), column),
    };
    em.warn(format!("DROP SEQUENCE {name}"), vec![hazard]);
}

/// Returns the hazard that a column stays, but the sequence that numbered its rows is lost.
pub(super) fn forgotten(table: &str, column: &str) -> Hazard {
    loss(
        format!(
            "the counter of {table}.{column} is lost: the numbers of deleted rows can be assigned \
             again"
        ),
        "note the last value of its sequence first, and set the new one to it where there is one",
    )
}

pub(super) fn alter(em: &mut Emitter<'_>, from: &Sequence, to: &Sequence) {
    let name = em.name(&to.name);
    let changed = changed(from, to);
    if !changed.is_empty() {
        let mut hazards = Vec::new();
        let moved = to.minimum > from.minimum && move_up(em, from, to);
        if to.maximum < from.maximum || (to.minimum > from.minimum && !moved) {
            let why = format!("{name} may have counted beyond its new bounds");
            hazards.push(may_fail(why, "look at its last value first"));
        }
        em.warn(altering("SEQUENCE", &name, &[changed.join(" ")]), hazards);
    }
    if from.unlogged != to.unlogged {
        let word = if to.unlogged {
            "SET UNLOGGED"
        } else {
            "SET LOGGED"
        };
        em.say(altering("SEQUENCE", &name, &[word.to_owned()]));
    }
    own(em, from.owner.as_ref(), to);
    comment(em, to, from.comment.as_ref());
}

/// Moves an ascending sequence below its new minimum to its start value. Returns false if it
/// cannot.
fn move_up(em: &mut Emitter<'_>, from: &Sequence, to: &Sequence) -> bool {
    let can = from.increment > 0 && (from.minimum..=from.maximum).contains(&to.start);
    if can {
        let name = em.name(&to.name);
        let sql = format!(
            "SELECT setval({}, {}, false) FROM {name} WHERE last_value < {}",
            literal(&name),
            to.start,
            to.minimum
        );
        em.push(Step::new(sql).remark("it goes on within its new bounds"));
    }
    can
}

/// Returns the options that differ.
pub(super) fn changed(from: &Sequence, to: &Sequence) -> Vec<String> {
    let mut options = Vec::new();
    if from.data_type != to.data_type {
        options.push(format!("AS {}", to.data_type));
    }
    // Bounds equal to those of the type change along with it.
    let follows = |before: i64, after: i64, side: fn((i64, i64)) -> i64| {
        side(bounds(&from.data_type)) == before && side(bounds(&to.data_type)) == after
    };
    let (lowest, highest) = (
        follows(from.minimum, to.minimum, |(least, _)| least),
        follows(from.maximum, to.maximum, |(_, most)| most),
    );
    let numbers = [
        ("INCREMENT BY", from.increment, to.increment),
        ("MINVALUE", from.minimum, to.minimum),
        ("MAXVALUE", from.maximum, to.maximum),
        ("START WITH", from.start, to.start),
        ("CACHE", from.cache, to.cache),
    ];
    for (word, before, after) in numbers {
        let follows = matches!(
            (word, lowest, highest),
            ("MINVALUE", true, _) | ("MAXVALUE", _, true)
        );
        if before != after && !follows {
            options.push(format!("{word} {after}"));
        }
    }
    if from.cycles != to.cycles {
        options.push(if to.cycles { "CYCLE" } else { "NO CYCLE" }.to_owned());
    }
    options
}
