//! Drops and creates views, triggers, functions, procedures and events.

use glowplug::catalog::{Function, FunctionKind, ObjectName, QualifiedName, Table, Trigger, View};

use super::definer;
use super::grouped_changes::{Act, GroupedChanges};
use super::hazards::may_fail;
use crate::change::{Hazard, Step};
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::identifier;

/// Drops the objects that are removed, and those that cannot be replaced in place.
pub(super) fn drops(work: &GroupedChanges<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for act in &work.views {
        if let Act::Drop(view) = act {
            steps.push(format!("DROP VIEW {}", format::name(&view.name)));
        }
    }
    for (table, act) in &work.triggers {
        // Dropping a table drops its triggers.
        if let Some(old) = act.before().filter(|_| !work.drops(table)) {
            steps.push(format!("DROP TRIGGER {}", identifier(&old.name)));
        }
    }
    let mut steps: Vec<Step> = steps.into_iter().map(Step::new).collect();
    for act in &work.functions {
        let Some(old) = act.before() else { continue };
        let mut step = Step::new(drop_function(old));
        let mut coming = work.functions.iter().filter_map(Act::after);
        let returns = coming.any(|new| new.name == old.name && new.kind == old.kind);
        if returns && old.kind != FunctionKind::Event {
            step.hazards.push(loses_grants(old));
        }
        steps.push(step);
    }
    steps
}

/// Returns the hazard that privileges on a routine are dropped with it.
fn loses_grants(routine: &Function) -> Hazard {
    let name = format::name(&routine.name);
    may_fail(
        format!("{name} is recreated: calls fail for those to whom EXECUTE on it was granted"),
        "GRANT EXECUTE on it again in the same migration, or grant it on the database",
    )
}

pub(super) fn drop_function(old: &Function) -> String {
    let kind = match old.kind {
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Event => "EVENT",
        FunctionKind::Function | FunctionKind::Aggregate => "FUNCTION",
    };
    format!("DROP {kind} {}", format::name(&old.name))
}

/// Creates the new objects, and those that could not be replaced. Views may use functions, so
/// functions come first.
pub(super) fn creates(work: &GroupedChanges<'_>) -> Vec<Step> {
    let functions = work.functions.iter().filter_map(Act::after);
    let functions = functions.flat_map(|new| definer::again(&new.object(), &new.definition, work));
    let mut steps: Vec<Step> = functions.collect();
    steps.extend(views(work));
    steps.extend(triggers(work));
    steps
}

/// Creates or replaces views, each after the views that it uses.
fn views(work: &GroupedChanges<'_>) -> Vec<Step> {
    let coming = work.views.iter().filter_map(|act| match act {
        Act::Create(new) => Some((*new, "CREATE")),
        Act::Alter(old, new) if is_new(old, new) => Some((*new, "CREATE OR REPLACE")),
        _ => None,
    });
    let mut coming: Vec<(&View, &str)> = coming.collect();
    let mut steps = Vec::with_capacity(coming.len());
    while !coming.is_empty() {
        let shows = |one: &View, other: &View| {
            let mut uses = work.to.dependencies.iter();
            let (object, used) = (ObjectName::View(one.name.clone()), other.name.clone());
            one.name != other.name
                && uses.any(|use_| {
                    use_.object == object && use_.uses == ObjectName::View(used.clone())
                })
        };
        let waits = |one: &View| coming.iter().any(|(other, _)| shows(one, other));
        let free = coming.iter().position(|(one, _)| !waits(one));
        let (next, verb) = coming.remove(free.unwrap_or_default());
        let object = ObjectName::View(next.name.clone());
        steps.extend(definer::again(&object, &view(next, verb), work));
    }
    steps
}

/// Returns true if more than the column types of a view changes. These follow on their own.
fn is_new(old: &View, new: &View) -> bool {
    old.query != new.query || old.options != new.options
}

fn view(view: &View, verb: &str) -> String {
    let option = |name: &str| view.options.iter().find(|one| one.starts_with(name));
    let mut sql = verb.to_owned();
    for option in ["ALGORITHM=", "SQL SECURITY "]
        .into_iter()
        .filter_map(option)
    {
        sql = format!("{sql} {option}");
    }
    sql = format!("{sql} VIEW {} AS\n{}", format::name(&view.name), view.query);
    match option("check_option=").map(String::as_str) {
        Some("check_option=local") => sql.push_str("\nWITH LOCAL CHECK OPTION"),
        Some(_) => sql.push_str("\nWITH CASCADED CHECK OPTION"),
        None => {}
    }
    sql
}

/// Creates triggers, each in its position among those of the same event.
fn triggers(work: &GroupedChanges<'_>) -> Vec<Step> {
    let mut coming: Vec<(&QualifiedName, &Trigger)> = Vec::new();
    for (table, act) in &work.triggers {
        coming.extend(act.after().map(|new| (*table, new)));
    }
    for act in &work.tables {
        let Act::Create(table) = act else { continue };
        for new in &table.triggers {
            if !coming.iter().any(|(_, known)| known.name == new.name) {
                coming.push((&table.name, new));
            }
        }
    }
    let mut steps = Vec::with_capacity(coming.len());
    while !coming.is_empty() {
        let waits = |(_, one): &(&QualifiedName, &Trigger)| {
            let mut others = coming.iter();
            others.any(|(_, other)| follows(one, &other.name))
        };
        let free = coming
            .iter()
            .position(|one| !waits(one))
            .unwrap_or_default();
        let (table, trigger) = coming.remove(free);
        let next = work.to.table(table).and_then(|table| next(table, trigger));
        let next = next.filter(|next| !coming.iter().any(|(_, other)| other.name == next.name));
        let object = ObjectName::Trigger(table.clone(), trigger.name.clone());
        steps.extend(definer::again(&object, &placed(trigger, next), work));
    }
    steps
}

/// The end of a definition's head.
const HEAD: &str = " FOR EACH ROW";

/// Returns true if a trigger fires directly after another one.
fn follows(trigger: &Trigger, name: &str) -> bool {
    let head = trigger.definition.lines().next().unwrap_or_default();
    head.ends_with(&format!("{HEAD} FOLLOWS {}", identifier(name)))
}

/// Returns the trigger that fires directly after this one.
fn next<'a>(table: &'a Table, trigger: &Trigger) -> Option<&'a Trigger> {
    let mut triggers = table.triggers.iter();
    triggers.find(|other| follows(other, &trigger.name))
}

/// Returns the definition of a trigger, with `PRECEDES` if it is the first of several and the next
/// one exists already.
fn placed(trigger: &Trigger, next: Option<&Trigger>) -> String {
    let text = &trigger.definition;
    let head = text.lines().next().unwrap_or_default();
    match next.filter(|_| head.ends_with(HEAD)) {
        Some(next) => {
            let place = format!("{head} PRECEDES {}", identifier(&next.name));
            text.replacen(head, &place, 1)
        }
        None => text.clone(),
    }
}
