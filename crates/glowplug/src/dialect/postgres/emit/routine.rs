//! Functions, triggers and rules: the server writes their statements itself.

use super::super::quote::quote;
use super::emitter::Emitter;
use crate::catalog::{
    Function, FunctionKind, ObjectName, QualifiedName, Rule, Trigger, TriggerState,
};
use crate::change::Step;

const fn kind(function: &Function) -> &'static str {
    match function.kind {
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Aggregate => "AGGREGATE",
        FunctionKind::Function | FunctionKind::Event => "FUNCTION",
    }
}

/// `FUNCTION name(arguments)`.
pub(super) fn label(em: &Emitter<'_>, function: &Function) -> String {
    format!(
        "{} {}({})",
        kind(function),
        em.name(&function.name),
        function.arguments
    )
}

pub(super) fn create_function(em: &mut Emitter<'_>, function: &Function) {
    let new = function
        .definition
        .replacen("CREATE OR REPLACE ", "CREATE ", 1);
    em.say(new.trim_end());
    let on = label(em, function);
    em.comment(&on, None, function.comment.as_ref());
}

pub(super) fn drop_function(em: &mut Emitter<'_>, function: &Function) {
    em.say(format!("DROP {}", label(em, function)));
}

pub(super) fn alter_function(em: &mut Emitter<'_>, from: &Function, to: &Function) {
    let replaceable =
        (from.kind, &from.signature, &from.returns) == (to.kind, &to.signature, &to.returns);
    if !replaceable {
        drop_function(em, from);
        return create_function(em, to);
    }
    if from.definition != to.definition {
        let mut sql = to.definition.trim_end().to_owned();
        if !sql.starts_with("CREATE OR REPLACE ") {
            sql = sql.replacen("CREATE ", "CREATE OR REPLACE ", 1);
        }
        let step = Step::new(sql);
        em.push(match outdated(em, to) {
            Some(remark) => step.remark(remark),
            None => step,
        });
    }
    let on = label(em, to);
    em.comment(&on, from.comment.as_ref(), to.comment.as_ref());
}

/// What keeps the values that a function gave before.
fn outdated(em: &Emitter<'_>, function: &Function) -> Option<String> {
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
        _ => None,
    });
    let keeps: Vec<String> = keeps.collect();
    let all = keeps.join(", ");
    (!keeps.is_empty())
        .then(|| format!("{all}: made with the function as it was, and not made again"))
}

pub(super) fn create_trigger(em: &mut Emitter<'_>, owner: &QualifiedName, trigger: &Trigger) {
    em.say(trigger.definition.trim_end());
    fire(em, owner, trigger, TriggerState::Enabled);
    comment_trigger(em, owner, trigger, None);
}

/// When it fires, where that differs.
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
