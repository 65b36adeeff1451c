//! Creates, alters and drops functions, triggers and rules. The server prints their definitions.

use glowplug::catalog::{
    Function, FunctionKind, Object, ObjectName, OtherKind, QualifiedName, Rule, Trigger,
    TriggerState,
};

use super::super::quote::quote;
use super::access::PreservedAccess;
use super::change_index::Side;
use super::emitter::Emitter;
use super::hazards;
use crate::change::{Change, Hazard, Step};

const fn kind(function: &Function) -> &'static str {
    match function.kind {
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Aggregate => "AGGREGATE",
        FunctionKind::Function | FunctionKind::Event => "FUNCTION",
    }
}

/// Returns `FUNCTION name(arguments)`.
pub(super) fn label(em: &Emitter<'_>, function: &Function) -> String {
    format!(
        "{} {}({})",
        kind(function),
        em.name(&function.name),
        function.arguments
    )
}

pub(super) fn create_function(em: &mut Emitter<'_>, function: &Function) {
    say_function(em, function);
    if let Some(before) = predecessor(em, function) {
        em.give_back(&kept(em, before, function));
    }
}

/// Returns what a function preserves of its predecessor.
fn kept(em: &Emitter<'_>, from: &Function, to: &Function) -> PreservedAccess {
    let name = |function: &Function| {
        let arguments = function.arguments.trim_matches('*');
        format!("{}({arguments})", em.name(&function.name))
    };
    let object = match to.kind {
        FunctionKind::Procedure => format!("PROCEDURE {}", name(to)),
        _ => format!("FUNCTION {}", name(to)),
    };
    PreservedAccess::function(name(from), object, label(em, to))
}

/// Returns the dropped function that this one replaces.
fn predecessor<'a>(em: &Emitter<'a>, function: &Function) -> Option<&'a Function> {
    let (gone, new) = exchanged(em, &function.name);
    the_same(gone, new, function).filter(|gone| is_taken_over(em, gone, function))
}

/// Returns the new function that replaces this one.
fn successor<'a>(em: &Emitter<'a>, function: &Function) -> Option<&'a Function> {
    let (gone, new) = exchanged(em, &function.name);
    the_same(new, gone, function).filter(|new| is_taken_over(em, function, new))
}

/// Returns true if the new function gets the owner and privileges of the old one: always for the
/// same arguments, otherwise only if both schemas agree on them.
fn is_taken_over(em: &Emitter<'_>, from: &Function, to: &Function) -> bool {
    from.arguments == to.arguments || access(&em.from, from) == access(&em.to, to)
}

/// Returns the owner and privileges of a function in the catalog, without its name.
fn access<'a>(side: &Side<'a>, function: &Function) -> Vec<(OtherKind, &'a str)> {
    let name = ObjectName::Function(function.name.clone(), function.arguments.clone());
    let said = side.users(&name).iter().filter_map(|user| match user {
        ObjectName::Other(kind, text) if kind.is_kept() => {
            let (_, said) = text.rsplit_once(')')?;
            Some((*kind, said))
        }
        _ => None,
    });
    let mut said: Vec<_> = said.collect();
    said.sort_unstable();
    said
}

/// Returns the functions of a name that are dropped, and those that are created.
fn exchanged<'a>(em: &Emitter<'a>, name: &QualifiedName) -> (Vec<&'a Function>, Vec<&'a Function>) {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for change in em.changes {
        match change {
            Change::Drop(Object::Function(of)) if of.name == *name => gone.push(&**of),
            Change::Create(Object::Function(of)) if of.name == *name => new.push(&**of),
            _ => {}
        }
    }
    (gone, new)
}

/// Returns the function with the same arguments; if there is only one on both sides, that one.
fn the_same<'a>(
    among: Vec<&'a Function>,
    others: Vec<&'a Function>,
    function: &Function,
) -> Option<&'a Function> {
    let same = |of: &&&Function| of.arguments == function.arguments;
    let found = match (&among[..], &others[..]) {
        ([only], [_]) => Some(*only),
        _ => among.iter().find(same).copied(),
    };
    // The server finds no aggregate by such arguments.
    found.filter(|of| !of.arguments.contains(" ORDER BY "))
}

fn say_function(em: &mut Emitter<'_>, function: &Function) {
    let new = function
        .definition
        .replacen("CREATE OR REPLACE ", "CREATE ", 1);
    em.say(new.trim_end());
    let on = label(em, function);
    em.comment(&on, None, function.comment.as_ref());
}

pub(super) fn drop_function(em: &mut Emitter<'_>, function: &Function) {
    if let Some(after) = successor(em, function) {
        em.keep(kept(em, function, after));
    }
    drop_one(em, function);
}

fn drop_one(em: &mut Emitter<'_>, function: &Function) {
    em.say(format!("DROP {}", label(em, function)));
}

pub(super) fn alter_function(em: &mut Emitter<'_>, from: &Function, to: &Function) {
    let replaceable =
        (from.kind, &from.signature, &from.returns) == (to.kind, &to.signature, &to.returns);
    if !replaceable {
        em.keep(kept(em, from, to));
        drop_one(em, from);
        say_function(em, to);
        return em.give_back(&kept(em, from, to));
    }
    if from.definition != to.definition {
        let mut sql = to.definition.trim_end().to_owned();
        if !sql.starts_with("CREATE OR REPLACE ") {
            sql = sql.replacen("CREATE ", "CREATE OR REPLACE ", 1);
        }
        let step = Step::new(sql);
        em.push(match outdated(em, to) {
            Some(hazard) => step.hazard(hazard),
            None => step,
        });
    }
    let on = label(em, to);
    em.comment(&on, from.comment.as_ref(), to.comment.as_ref());
}

/// Returns the hazard that rows keep what the old function computed or accepted, with the objects
/// that use it.
fn outdated(em: &Emitter<'_>, function: &Function) -> Option<Hazard> {
    let name = ObjectName::Function(function.name.clone(), function.arguments.clone());
    let users = em.from.users(&name).iter();
    let keeps = users.filter_map(|user| match user {
        ObjectName::Index(_, name) => Some(format!("index {name}")),
        ObjectName::Constraint(table, name) => {
            Some(format!("constraint {name} of {}", em.name(table)))
        }
        ObjectName::Column(table, name) => {
            let column = em.from.table(table)?.column(name)?;
            column.generated.as_ref()?;
            Some(format!("column {}.{name}", em.name(table)))
        }
        ObjectName::Table(name) => {
            em.from.table(name)?.partitioned.as_ref()?;
            Some(format!("partitions of {}", em.name(name)))
        }
        ObjectName::Domain(name) => Some(format!("domain {}", em.name(name))),
        _ => None,
    });
    let keeps: Vec<String> = keeps.collect();
    let all = keeps.join(", ");
    (!keeps.is_empty()).then(|| {
        hazards::loss(
            format!("{all}: existing rows keep what the old function computed or accepted"),
            "recreate these in the same migration (`REINDEX` an index), or create the new function \
             under another name",
        )
    })
}

pub(super) fn create_trigger(em: &mut Emitter<'_>, owner: &QualifiedName, trigger: &Trigger) {
    em.say(trigger.definition.trim_end());
    fire(em, owner, trigger, TriggerState::Enabled);
    comment_trigger(em, owner, trigger, None);
}

/// Emits when a trigger fires, if that changes.
fn fire(em: &mut Emitter<'_>, owner: &QualifiedName, trigger: &Trigger, before: TriggerState) {
    if trigger.state == before {
        return;
    }
    let word = match trigger.state {
        TriggerState::Enabled => "ENABLE",
        TriggerState::Disabled => "DISABLE",
        TriggerState::Replica => "ENABLE REPLICA",
        TriggerState::Always => "ENABLE ALWAYS",
    };
    let clause = format!("{word} TRIGGER {}", quote(&trigger.name));
    em.say(em.alter_table(owner, &[clause]));
}

fn comment_trigger(
    em: &mut Emitter<'_>,
    owner: &QualifiedName,
    trigger: &Trigger,
    before: Option<&String>,
) {
    let on = format!("TRIGGER {} ON {}", quote(&trigger.name), em.name(owner));
    em.comment(&on, before, trigger.comment.as_ref());
}

pub(super) fn drop_trigger(em: &mut Emitter<'_>, owner: &QualifiedName, trigger: &Trigger) {
    em.say(format!(
        "DROP TRIGGER {} ON {}",
        quote(&trigger.name),
        em.name(owner)
    ));
}

pub(super) fn alter_trigger(
    em: &mut Emitter<'_>,
    owner: &QualifiedName,
    from: &Trigger,
    to: &Trigger,
) {
    if from.definition != to.definition {
        drop_trigger(em, owner, from);
        return create_trigger(em, owner, to);
    }
    fire(em, owner, to, from.state);
    comment_trigger(em, owner, to, from.comment.as_ref());
}

pub(super) fn create_rule(em: &mut Emitter<'_>, owner: &QualifiedName, rule: &Rule) {
    em.say(statement(rule));
    comment_rule(em, owner, rule, None);
}

fn statement(rule: &Rule) -> &str {
    rule.definition.trim_end().trim_end_matches(';')
}

fn comment_rule(em: &mut Emitter<'_>, owner: &QualifiedName, rule: &Rule, before: Option<&String>) {
    let on = format!("RULE {} ON {}", quote(&rule.name), em.name(owner));
    em.comment(&on, before, rule.comment.as_ref());
}

pub(super) fn drop_rule(em: &mut Emitter<'_>, owner: &QualifiedName, rule: &Rule) {
    em.say(format!(
        "DROP RULE {} ON {}",
        quote(&rule.name),
        em.name(owner)
    ));
}

pub(super) fn alter_rule(em: &mut Emitter<'_>, owner: &QualifiedName, from: &Rule, to: &Rule) {
    if from.definition != to.definition {
        em.say(statement(to).replacen("CREATE RULE", "CREATE OR REPLACE RULE", 1));
    }
    comment_rule(em, owner, to, from.comment.as_ref());
}
