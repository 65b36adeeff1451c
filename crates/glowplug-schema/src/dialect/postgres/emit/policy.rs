//! Creates, alters and drops policies of row-level security.

use glowplug::catalog::{Policy, QualifiedName};

use super::super::quote::quote;
use super::emitter::Emitter;
use super::text::parenthesised;

pub(super) fn create(em: &mut Emitter<'_>, table: &QualifiedName, policy: &Policy) {
    let mut lines = vec![format!("CREATE {}", label(em, table, policy))];
    if !policy.permissive {
        lines.push("AS RESTRICTIVE".to_owned());
    }
    if policy.command != "ALL" {
        lines.push(format!("FOR {}", policy.command));
    }
    if policy.roles != ["public"] {
        lines.push(format!("TO {}", roles(policy)));
    }
    if let Some(using) = &policy.using {
        lines.push(format!("USING {}", parenthesised(using)));
    }
    if let Some(check) = &policy.check {
        lines.push(format!("WITH CHECK {}", parenthesised(check)));
    }
    em.say(lines.join("\n    "));
    comment(em, table, policy, None);
}

/// Returns `POLICY name ON table`.
fn label(em: &Emitter<'_>, table: &QualifiedName, policy: &Policy) -> String {
    format!("POLICY {} ON {}", quote(&policy.name), em.name(table))
}

fn roles(policy: &Policy) -> String {
    let names = policy.roles.iter().map(|role| match role.as_str() {
        "public" => "PUBLIC".into(),
        role => quote(role),
    });
    names.collect::<Vec<_>>().join(", ")
}

fn comment(em: &mut Emitter<'_>, table: &QualifiedName, policy: &Policy, before: Option<&String>) {
    let on = label(em, table, policy);
    em.comment(&on, before, policy.comment.as_ref());
}

pub(super) fn drop(em: &mut Emitter<'_>, table: &QualifiedName, policy: &Policy) {
    em.say(format!("DROP {}", label(em, table, policy)));
}

pub(super) fn alter(em: &mut Emitter<'_>, table: &QualifiedName, from: &Policy, to: &Policy) {
    let vanishes =
        |before: &Option<String>, after: &Option<String>| before.is_some() && after.is_none();
    // `ALTER POLICY` can neither remove an expression nor change the command or kind.
    if from.permissive != to.permissive
        || from.command != to.command
        || vanishes(&from.using, &to.using)
        || vanishes(&from.check, &to.check)
    {
        drop(em, table, from);
        return create(em, table, to);
    }
    let mut lines = vec![format!("ALTER {}", label(em, table, to))];
    if from.roles != to.roles {
        lines.push(format!("TO {}", roles(to)));
    }
    if let Some(using) = to.using.as_ref().filter(|_| from.using != to.using) {
        lines.push(format!("USING {}", parenthesised(using)));
    }
    if let Some(check) = to.check.as_ref().filter(|_| from.check != to.check) {
        lines.push(format!("WITH CHECK {}", parenthesised(check)));
    }
    if lines.len() > 1 {
        em.say(lines.join("\n    "));
    }
    comment(em, table, to, from.comment.as_ref());
}
