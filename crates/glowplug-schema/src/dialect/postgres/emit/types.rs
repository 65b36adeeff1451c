//! Creates, alters and drops domains, composite types and ranges.

mod composite;
mod domain;

pub(super) use composite::{alter as alter_composite, create as create_composite};
pub(super) use domain::{alter as alter_domain, create as create_domain, drop as drop_domain};

use glowplug::catalog::{QualifiedName, Range};

use super::emitter::Emitter;
use super::recreate::{self, Cast, Made};

pub(super) fn create_range(em: &mut Emitter<'_>, range: &Range) {
    let sql = range_statement(em, range);
    em.say(sql);
    comment(em, &range.name, None, range.comment.as_ref());
}

pub(super) fn range_statement(em: &Emitter<'_>, range: &Range) -> String {
    let name = em.name(&range.name);
    let options = range.definition.replace(", ", ",\n    ");
    format!("CREATE TYPE {name} AS RANGE (\n    {options}\n)")
}

pub(super) fn alter_range(em: &mut Emitter<'_>, from: &Range, to: &Range) {
    if from.definition == to.definition {
        return comment(em, &to.name, from.comment.as_ref(), to.comment.as_ref());
    }
    let sql = range_statement(em, to);
    if !recreate::is_held(em, &to.name) {
        drop_type(em, &to.name);
        em.say(sql);
        return comment(em, &to.name, None, to.comment.as_ref());
    }
    let made = Made {
        sql,
        cast: Cast::Text,
        fails: Some("bounds that the new type does not take".to_owned()),
        rewrites: true,
        loses: None,
        comment: to.comment.clone(),
    };
    recreate::through_text(em, &to.name, &made);
}

pub(super) fn drop_type(em: &mut Emitter<'_>, name: &QualifiedName) {
    em.say(format!("DROP TYPE {}", em.name(name)));
}

fn comment(
    em: &mut Emitter<'_>,
    name: &QualifiedName,
    before: Option<&String>,
    after: Option<&String>,
) {
    let on = format!("TYPE {}", em.name(name));
    em.comment(&on, before, after);
}
