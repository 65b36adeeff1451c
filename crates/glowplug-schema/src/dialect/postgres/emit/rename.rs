//! Renames objects, and moves them to another schema.

use glowplug::catalog::{ObjectName, QualifiedName};

use super::super::quote::{literal, quote};
use super::emitter::Emitter;
use super::routine;
use crate::change::Rename;

pub(super) fn rename(em: &mut Emitter<'_>, rename: &Rename) {
    match rename {
        Rename::EnumValue { of, from, to } => {
            let (of, from, to) = (em.name(of), literal(from), literal(to));
            em.say(format!("ALTER TYPE {of} RENAME VALUE {from} TO {to}"));
        }
        Rename::Schema { object, to } => match whole(em, object) {
            Some(label) => em.say(format!("ALTER {label} SET SCHEMA {}", quote(to))),
            None => em.refuse(object.clone(), "it stands in the schema of its table"),
        },
        Rename::Object {
            object: ObjectName::Extension(_),
            ..
        } => em.refuse(
            rename.object(),
            "an extension keeps the name that its author gave it",
        ),
        Rename::Object { object, to } => {
            let start = whole(em, object).unwrap_or_else(|| part(em, object));
            // `RENAME COLUMN a TO b`, but `RENAME TO b`.
            let joint = match object {
                ObjectName::Column(..) | ObjectName::Constraint(..) => "TO",
                _ => "RENAME TO",
            };
            em.say(format!("ALTER {start} {joint} {}", quote(to)));
        }
    }
}

/// Returns the kind and name of an object that belongs to a schema directly.
fn whole(em: &Emitter<'_>, object: &ObjectName) -> Option<String> {
    let (kind, name) = match object {
        ObjectName::Enum(name) | ObjectName::Composite(name) | ObjectName::Range(name) => {
            ("TYPE", name)
        }
        ObjectName::Domain(name) => ("DOMAIN", name),
        ObjectName::Sequence(name) => ("SEQUENCE", name),
        ObjectName::Table(name) => ("TABLE", name),
        ObjectName::View(name) => (view(em, name), name),
        ObjectName::Function(name, arguments) => return Some(function(em, name, arguments)),
        _ => return None,
    };
    Some(format!("{kind} {}", em.name(name)))
}

/// Returns the start of the statement for a part of a table, or for a schema.
fn part(em: &Emitter<'_>, object: &ObjectName) -> String {
    let on = |kind: &str, table: &QualifiedName, name: &str| {
        format!("{kind} {} ON {}", quote(name), em.name(table))
    };
    let inner = |kind: &str, table: &QualifiedName, name: &str| {
        format!("TABLE {} RENAME {kind} {}", em.name(table), quote(name))
    };
    match object {
        ObjectName::Column(table, name) => inner("COLUMN", table, name),
        ObjectName::Constraint(table, name) => inner("CONSTRAINT", table, name),
        ObjectName::Index(table, name) => {
            format!("INDEX {}", em.name_in(table.schema.as_deref(), name))
        }
        ObjectName::Trigger(table, name) => on("TRIGGER", table, name),
        ObjectName::Policy(table, name) => on("POLICY", table, name),
        ObjectName::Rule(table, name) => on("RULE", table, name),
        other => format!("SCHEMA {}", quote(&other.to_string())),
    }
}

fn view(em: &Emitter<'_>, name: &QualifiedName) -> &'static str {
    let mut views = em.from.catalog.views.iter();
    let materialized = views.any(|view| view.name == *name && view.materialized);
    if materialized {
        "MATERIALIZED VIEW"
    } else {
        "VIEW"
    }
}

fn function(em: &Emitter<'_>, name: &QualifiedName, arguments: &str) -> String {
    let mut functions = em.from.catalog.functions.iter();
    let found =
        functions.find(|function| function.name == *name && function.arguments == arguments);
    found.map_or_else(
        || format!("FUNCTION {}({arguments})", em.name(name)),
        |function| routine::label(em, function),
    )
}
