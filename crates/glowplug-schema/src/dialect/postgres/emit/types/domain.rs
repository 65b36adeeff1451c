//! Creates, alters and drops domains.

use glowplug::catalog::{Domain, DomainCheck};

use super::super::super::quote::quote;
use super::super::column::{self, Route};
use super::super::emitter::{Emitter, altering};
use super::super::hazards::{long_lock, may_fail};
use super::super::recreate::{self, Cast, Made};
use super::super::text;
use crate::change::{Hazard, Phase, Step};

pub(in super::super) fn create(em: &mut Emitter<'_>, domain: &Domain) {
    let sql = statement(em, domain);
    em.say(sql);
    unchecked(em, domain);
    comment(em, domain, None);
}

/// Adds the checks that are `NOT VALID`.
fn unchecked(em: &mut Emitter<'_>, domain: &Domain) {
    for check in domain.checks.iter().filter(|check| !check.validated) {
        let clause = format!("ADD {} NOT VALID", named(check));
        em.say(altering("DOMAIN", &em.name(&domain.name), &[clause]));
    }
}

fn statement(em: &Emitter<'_>, domain: &Domain) -> String {
    let of = text::short_type(&domain.data_type.sql);
    let mut sql = format!("CREATE DOMAIN {} AS {of}", em.name(&domain.name));
    if let Some(collation) = &domain.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(default) = &domain.default {
        sql += &format!(" DEFAULT {default}");
    }
    if !domain.nullable {
        sql += " NOT NULL";
    }
    for check in domain.checks.iter().filter(|check| check.validated) {
        sql += &format!("\n    {}", named(check));
    }
    sql
}

fn named(check: &DomainCheck) -> String {
    format!(
        "CONSTRAINT {} {}",
        quote(&check.name),
        text::check(&check.definition)
    )
}

fn comment(em: &mut Emitter<'_>, domain: &Domain, before: Option<&String>) {
    let on = format!("DOMAIN {}", em.name(&domain.name));
    em.comment(&on, before, domain.comment.as_ref());
}

pub(in super::super) fn drop(em: &mut Emitter<'_>, domain: &Domain) {
    em.say(format!("DROP DOMAIN {}", em.name(&domain.name)));
}

pub(in super::super) fn alter(em: &mut Emitter<'_>, from: &Domain, to: &Domain) {
    // The server cannot check values that are nested in values of other types.
    let unseen = to.is_stricter_than(from) && em.from.catalog.is_nested(&to.name);
    if from.data_type != to.data_type || from.collation != to.collation || unseen {
        let cast = column::cast(&from.data_type, &to.data_type);
        let checked = (!to.checks.is_empty()).then_some("values that the domain does not take");
        let made = Made {
            sql: statement(em, to),
            cast: match cast.route {
                Route::Direct => Cast::Direct,
                Route::By(_) => Cast::Expression(cast.route.expression("{}", &em.name(&to.name))),
                _ => Cast::Text,
            },
            rewrites: cast.rewrites || !to.checks.is_empty() || !to.nullable,
            fails: cast.fails.or(checked).map(str::to_owned),
            loses: cast.loses.map(str::to_owned),
            comment: to.comment.clone(),
        };
        recreate::recreate(em, &to.name, made);
        return unchecked(em, to);
    }
    let name = em.name(&to.name);
    if from.default != to.default {
        let clause = match &to.default {
            Some(default) => format!("SET DEFAULT {default}"),
            None => "DROP DEFAULT".to_owned(),
        };
        em.say(altering("DOMAIN", &name, &[clause]));
    }
    if from.nullable != to.nullable {
        let clause = if to.nullable {
            "DROP NOT NULL"
        } else {
            "SET NOT NULL"
        };
        let hazards = if to.nullable {
            Vec::new()
        } else {
            at_once(em, to, "no value")
        };
        em.warn(altering("DOMAIN", &name, &[clause.to_owned()]), hazards);
    }
    checks(em, from, to);
    comment(em, to, from.comment.as_ref());
}

/// Returns the hazards of checking all values of a domain immediately.
fn at_once(em: &Emitter<'_>, domain: &Domain, what: &str) -> Vec<Hazard> {
    if !recreate::is_held(em, &domain.name) {
        return Vec::new();
    }
    let name = em.name(&domain.name);
    vec![
        may_fail(
            format!("columns of type {name} may hold {what}"),
            "look for such values first",
        ),
        long_lock(
            "all values are looked at",
            format!("SHARE on each table with a column of type {name}: nobody can write"),
            "use a check of the domain, which can be validated in a later migration",
        ),
    ]
}

fn checks(em: &mut Emitter<'_>, from: &Domain, to: &Domain) {
    let name = em.name(&to.name);
    let find = |list: &[DomainCheck], check: &DomainCheck| {
        list.iter().find(|other| other.name == check.name).cloned()
    };
    for check in &from.checks {
        let after = find(&to.checks, check);
        let stays = after.is_some_and(|after| {
            after.definition == check.definition && (after.validated || !check.validated)
        });
        if !stays {
            let clause = format!("DROP CONSTRAINT {}", quote(&check.name));
            em.say(altering("DOMAIN", &name, &[clause]));
        }
    }
    for check in &to.checks {
        match find(&from.checks, check) {
            Some(before) if before == *check => {}
            Some(before) if before.definition == check.definition && check.validated => {
                validate(em, to, check);
            }
            _ => add(em, to, check),
        }
    }
}

fn add(em: &mut Emitter<'_>, domain: &Domain, check: &DomainCheck) {
    let name = em.name(&domain.name);
    let held = recreate::is_held(em, &domain.name);
    let later = check.validated && held && em.is_parted();
    let unchecked = if later || !check.validated {
        " NOT VALID"
    } else {
        ""
    };
    let clause = format!("ADD {}{unchecked}", named(check));
    let hazards = if check.validated && !later {
        at_once(em, domain, "values that violate the check")
    } else {
        Vec::new()
    };
    em.warn(altering("DOMAIN", &name, &[clause]), hazards);
    if later {
        validate(em, domain, check);
    }
}

fn validate(em: &mut Emitter<'_>, domain: &Domain, check: &DomainCheck) {
    let name = em.name(&domain.name);
    let clause = format!("VALIDATE CONSTRAINT {}", quote(&check.name));
    let step = Step::new(altering("DOMAIN", &name, &[clause])).at(Phase::Deferred);
    let hazards = at_once(em, domain, "values that violate the check");
    em.validate(None, hazards.into_iter().fold(step, Step::hazard));
}
