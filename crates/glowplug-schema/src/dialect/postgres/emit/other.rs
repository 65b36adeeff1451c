//! Objects that are kept as complete statements, which the schema query returns.

use glowplug::catalog::{ObjectName, OtherKind, OtherObject, QualifiedName};

use super::super::quote::quote;
use super::change_index::Side;
use super::emitter::Emitter;

pub(super) fn create(em: &mut Emitter<'_>, other: &OtherObject) {
    for statement in &other.create {
        em.say(statement.clone());
    }
    comment(em, None, other);
}

fn comment(em: &mut Emitter<'_>, from: Option<&OtherObject>, to: &OtherObject) {
    if !to.address.is_empty() {
        let before = from.and_then(|other| other.comment.as_ref());
        em.comment(&to.address, before, to.comment.as_ref());
    }
}

pub(super) fn drop(em: &mut Emitter<'_>, other: &OtherObject) {
    let name = ObjectName::Other(other.kind, other.name.clone());
    if em.outline.creates.contains_key(&name)
        && let Some(holder) = holder(em, &name)
    {
        let reason = format!(
            "it cannot be changed while {} {holder} uses it: create another one, change the \
             {} to it, and drop this one",
            holder.kind(),
            holder.kind(),
        );
        return em.refuse(name, reason);
    }
    if !is_of_a_lost_column(em, &name) {
        em.say(other.drop.clone());
    }
}

/// Returns true if a privilege disappears along with a column that is removed from a view.
fn is_of_a_lost_column(em: &Emitter<'_>, name: &ObjectName) -> bool {
    let ObjectName::Other(OtherKind::Privileges, text) = name else {
        return false;
    };
    let view = |side: &Side<'_>, name: &QualifiedName| {
        let mut views = side.catalog.views.iter();
        let view = views.find(|view| view.name == *name);
        view.map(|view| view.columns.clone()).unwrap_or_default()
    };
    em.from.uses(name).iter().any(|used| match used {
        ObjectName::View(used) => {
            let after = view(&em.to, used);
            let mut lost = view(&em.from, used).into_iter();
            lost.any(|(column, _)| {
                let start = format!("column {}.{} ", em.name(used), quote(&column));
                text.starts_with(&start) && !after.iter().any(|(other, _)| *other == column)
            })
        }
        _ => false,
    })
}

/// Returns a column or type that uses an object and is not dropped.
fn holder(em: &Emitter<'_>, name: &ObjectName) -> Option<ObjectName> {
    let mut users = em.from.users(name).iter();
    let stays = |user: &&&ObjectName| {
        let holds = matches!(
            user,
            ObjectName::Column(..)
                | ObjectName::Domain(_)
                | ObjectName::Composite(_)
                | ObjectName::Range(_)
        );
        holds && !em.outline.drops.contains_key(**user)
    };
    users.find(stays).map(|user| (*user).clone())
}

pub(super) fn alter(em: &mut Emitter<'_>, from: &OtherObject, to: &OtherObject) {
    if from.create != to.create {
        if to.kind != OtherKind::Owner {
            em.say(from.drop.clone());
        }
        return create(em, to);
    }
    comment(em, Some(from), to);
}
