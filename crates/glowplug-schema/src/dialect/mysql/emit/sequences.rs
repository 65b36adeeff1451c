//! Creates, alters and drops MariaDB's sequences.

use glowplug::catalog::Sequence;

use super::grouped_changes::{Act, GroupedChanges};
use super::hazards::{loss, may_fail};
use crate::change::Step;
use crate::dialect::mysql::format;

/// Creates and alters sequences, before columns use them as defaults.
pub(super) fn before(work: &GroupedChanges<'_>) -> Vec<Step> {
    let steps = work.sequences.iter().filter_map(|act| match act {
        Act::Create(new) => Some(create(new)),
        Act::Alter(old, new) => alter(old, new),
        Act::Drop(_) => None,
    });
    steps.collect()
}

/// Drops sequences, after the defaults that use them.
pub(super) fn after(work: &GroupedChanges<'_>) -> Vec<Step> {
    let steps = work.sequences.iter().filter_map(|act| match act {
        Act::Drop(old) => {
            let name = format::name(&old.name);
            let why = format!("the number that {name} has reached is lost");
            let step = Step::new(format!("DROP SEQUENCE {name}"));
            Some(step.hazard(loss(why, "note the number before")))
        }
        _ => None,
    });
    steps.collect()
}

fn create(new: &Sequence) -> Step {
    let usual = Sequence {
        start: if new.increment < 0 {
            new.maximum
        } else {
            new.minimum
        },
        increment: 1,
        minimum: if new.increment < 0 { i64::MIN + 1 } else { 1 },
        maximum: if new.increment < 0 { -1 } else { i64::MAX - 1 },
        cache: 1000,
        cycles: false,
        unlogged: false,
        ..new.clone()
    };
    let name = format::name(&new.name);
    Step::new(format!("CREATE SEQUENCE {name}{}", said(&usual, new)))
}

fn alter(old: &Sequence, new: &Sequence) -> Option<Step> {
    let said = said(old, new);
    if said.is_empty() {
        return None;
    }
    let step = Step::new(format!("ALTER SEQUENCE {}{said}", format::name(&new.name)));
    if new.minimum > old.minimum || new.maximum < old.maximum {
        let why = "the number at which it stands may be outside of the new bounds";
        return Some(step.hazard(may_fail(why, "restart it within them before")));
    }
    Some(step)
}

/// Formats the options that differ.
fn said(old: &Sequence, new: &Sequence) -> String {
    let numbers = [
        ("START WITH", old.start, new.start),
        ("INCREMENT BY", old.increment, new.increment),
        ("MINVALUE", old.minimum, new.minimum),
        ("MAXVALUE", old.maximum, new.maximum),
        ("CACHE", old.cache, new.cache),
    ];
    let mut text = String::new();
    for (word, was, is) in numbers {
        if was != is {
            text = format!("{text} {word} {is}");
        }
    }
    match (old.cycles, new.cycles) {
        (false, true) => text.push_str(" CYCLE"),
        (true, false) => text.push_str(" NOCYCLE"),
        _ => {}
    }
    text
}
