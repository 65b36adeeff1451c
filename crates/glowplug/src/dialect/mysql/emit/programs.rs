//! Views, triggers, functions, procedures and events.

use super::work::{Act, Work};
use crate::catalog::{Function, FunctionKind, ObjectName, QualifiedName, Table, Trigger, View};
use crate::change::Step;
use crate::dialect::mysql::layout;
use crate::dialect::mysql::reserved::identifier;

/// Drops what goes, and what cannot be replaced.
pub(super) fn drops(work: &Work<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for act in &work.views {
        if let Act::Drop(view) = act {
            steps.push(format!("DROP VIEW {}", layout::name(&view.name)));
        }
    }
    for (table, act) in &work.triggers {
        // A table takes its triggers with it.
        if let Some(old) = act.before().filter(|_| !work.drops(table)) {
            steps.push(format!("DROP TRIGGER {}", identifier(&old.name)));
        }
    }
    for old in work.functions.iter().filter_map(Act::before) {
        steps.push(drop_function(old));
    }
    steps.into_iter().map(Step::new).collect()
}

pub(super) fn drop_function(old: &Function) -> String {
    let kind = match old.kind {
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Event => "EVENT",
        FunctionKind::Function | FunctionKind::Aggregate => "FUNCTION",
    };
    format!("DROP {kind} {}", layout::name(&old.name))
}

/// Makes what comes, and what could not be replaced. Views may use functions.
pub(super) fn creates(work: &Work<'_>) -> Vec<Step> {
    let functions = work.functions.iter().filter_map(Act::after);
    let functions = functions.map(|new| Step::new(&*new.definition));
    let mut steps: Vec<Step> = functions.collect();
    steps.extend(views(work));
    steps.extend(triggers(work));
    steps
}

/// Views that come or change, each behind those that it shows.
fn views(work: &Work<'_>) -> Vec<Step> {
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
        steps.push(view(next, verb));
    }
    steps
}

/// Whether a view is more than new types of the columns that it shows, which follow by themselves.
fn is_new(old: &View, new: &View) -> bool {
    old.query != new.query || old.options != new.options
}

fn view(view: &View, verb: &str) -> Step {
    let option = |name: &str| view.options.iter().find(|one| one.starts_with(name));
    let mut sql = verb.to_owned();
    for option in ["ALGORITHM=", "SQL SECURITY "]
        .into_iter()
        .filter_map(option)
    {
        sql = format!("{sql} {option}");
    }
    sql = format!("{sql} VIEW {} AS\n{}", layout::name(&view.name), view.query);
    match option("check_option=").map(String::as_str) {
        Some("check_option=local") => sql.push_str("\nWITH LOCAL CHECK OPTION"),
        Some(_) => sql.push_str("\nWITH CASCADED CHECK OPTION"),
        None => {}
    }
    Step::new(sql)
}

/// Triggers that come, each where it belongs among those that fire at the same time.
fn triggers(work: &Work<'_>) -> Vec<Step> {
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
        steps.push(Step::new(placed(trigger, next)));
    }
    steps
}

/// Where the head of a definition ends.
const HEAD: &str = " FOR EACH ROW";

/// Whether a trigger fires right behind another one.
fn follows(trigger: &Trigger, name: &str) -> bool {
    let head = trigger.definition.lines().next().unwrap_or_default();
    head.ends_with(&format!("{HEAD} FOLLOWS {}", identifier(name)))
}

/// The trigger that fires right behind this one.
fn next<'a>(table: &'a Table, trigger: &Trigger) -> Option<&'a Trigger> {
    let mut triggers = table.triggers.iter();
    triggers.find(|other| follows(other, &trigger.name))
}

/// The first of several has to say so when the others are there already.
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
