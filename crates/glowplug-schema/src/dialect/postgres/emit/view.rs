//! Creates, alters and drops views and materialized views.

use glowplug::catalog::{ObjectName, View};

use super::super::quote::quote;
use super::access::PreservedAccess;
use super::emitter::{Emitter, altering};
use super::hazards::long_lock;
use super::{index, options, routine};
use crate::change::Hazard;

pub(super) fn create(em: &mut Emitter<'_>, view: &View) {
    say(em, view, "CREATE");
    parts(em, view);
    if em.comes_again(&ObjectName::View(view.name.clone())) {
        em.give_back(&kept(em, view));
    }
}

fn kept(em: &Emitter<'_>, view: &View) -> PreservedAccess {
    PreservedAccess::view(em, &view.name)
}

fn say(em: &mut Emitter<'_>, view: &View, word: &str) {
    let sql = statement(em, view, word);
    let name = ObjectName::View(view.name.clone());
    let again = view.materialized && em.outline.drops.contains_key(&name);
    let hazards = if again {
        vec![refilled(em, view)]
    } else {
        Vec::new()
    };
    em.warn(sql, hazards);
    finish(em, None, view);
}

/// Returns the hazard that a materialized view is populated again.
fn refilled(em: &Emitter<'_>, view: &View) -> Hazard {
    let name = em.name(&view.name);
    long_lock(
        "its query runs again",
        format!("ACCESS EXCLUSIVE on {name} while its query runs: nobody can read it"),
        "make one of another name beside it, and rename the two",
    )
}

fn kind(view: &View) -> &'static str {
    if view.materialized {
        "MATERIALIZED VIEW"
    } else {
        "VIEW"
    }
}

fn statement(em: &Emitter<'_>, view: &View, word: &str) -> String {
    let mut sql = format!("{word} {} {}", kind(view), em.name(&view.name));
    if !view.options.is_empty() {
        sql += &format!(" WITH ({})", view.options.join(", "));
    }
    format!("{sql} AS\n{}", view.query)
}

fn finish(em: &mut Emitter<'_>, from: Option<&View>, to: &View) {
    defaults(em, from, to);
    let name = em.name(&to.name);
    let on = format!("{} {name}", kind(to));
    em.comment(
        &on,
        from.and_then(|view| view.comment.as_ref()),
        to.comment.as_ref(),
    );
    for (column, _) in &to.columns {
        let before = from.and_then(|view| said(&view.column_comments, column));
        let on = format!("COLUMN {name}.{}", quote(column));
        em.comment(&on, before, said(&to.column_comments, column));
    }
}

/// Returns the entry for a column in a list.
fn said<'v>(list: &'v [(String, String)], column: &str) -> Option<&'v String> {
    let mut list = list.iter();
    list.find(|(name, _)| name == column).map(|(_, said)| said)
}

/// Emits the column defaults that differ.
fn defaults(em: &mut Emitter<'_>, from: Option<&View>, to: &View) {
    for (column, _) in &to.columns {
        let before = from.and_then(|view| said(&view.column_defaults, column));
        let after = said(&to.column_defaults, column);
        let clause = match after {
            _ if before == after => continue,
            Some(default) => format!("ALTER COLUMN {} SET DEFAULT {default}", quote(column)),
            None => format!("ALTER COLUMN {} DROP DEFAULT", quote(column)),
        };
        em.say(altering(kind(to), &em.name(&to.name), &[clause]));
    }
}

/// Creates the indexes, triggers and rules of a view that have no change of their own.
fn parts(em: &mut Emitter<'_>, view: &View) {
    let owner = view.name.clone();
    let own = |em: &Emitter<'_>, name: ObjectName| em.outline.creates.contains_key(&name);
    for found in &view.indexes {
        if !own(em, ObjectName::Index(owner.clone(), found.name.clone())) {
            index::create(em, &owner, found);
        }
    }
    for trigger in &view.triggers {
        if !own(em, ObjectName::Trigger(owner.clone(), trigger.name.clone())) {
            routine::create_trigger(em, &owner, trigger);
        }
    }
    for rule in &view.rules {
        if !own(em, ObjectName::Rule(owner.clone(), rule.name.clone())) {
            routine::create_rule(em, &owner, rule);
        }
    }
}

pub(super) fn drop(em: &mut Emitter<'_>, view: &View) {
    if em.comes_again(&ObjectName::View(view.name.clone())) {
        em.keep(kept(em, view));
    }
    drop_one(em, view);
}

fn drop_one(em: &mut Emitter<'_>, view: &View) {
    em.say(format!("DROP {} {}", kind(view), em.name(&view.name)));
}

pub(super) fn alter(em: &mut Emitter<'_>, from: &View, to: &View) {
    let same = from.materialized == to.materialized
        && from.query == to.query
        && from.columns == to.columns;
    if same {
        for clause in options::clauses(&from.options, &to.options) {
            em.say(altering(kind(to), &em.name(&to.name), &[clause]));
        }
        return finish(em, Some(from), to);
    }
    // Columns may be added at the end; otherwise they must stay the same.
    let grows = to.columns.starts_with(&from.columns);
    if !from.materialized && !to.materialized && grows {
        let sql = statement(em, to, "CREATE OR REPLACE");
        em.say(sql);
        return finish(em, Some(from), to);
    }
    remake(em, from, to);
}

fn remake(em: &mut Emitter<'_>, from: &View, to: &View) {
    em.keep(kept(em, to));
    drop_one(em, from);
    let sql = statement(em, to, "CREATE");
    let mut hazards = Vec::new();
    if from.materialized && to.materialized {
        hazards.push(refilled(em, to));
    }
    em.warn(sql, hazards);
    finish(em, None, to);
    em.note_remade(&to.name);
    parts(em, to);
    em.give_back(&kept(em, to));
}
