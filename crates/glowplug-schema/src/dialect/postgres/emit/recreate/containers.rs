//! Recreates types that are built from the recreated one: domains, composites and ranges.

use glowplug::catalog::{Composite, Domain, MadeOf, Object, ObjectName, QualifiedName, Range};

use super::super::super::quote::quote;
use super::super::emitter::{Emitter, altering};
use super::super::types;
use super::{Cast, Made, aside, convert_all, through_text};
use crate::change::Change;

/// A type that is built from another one, as it is at this point of the plan.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Container {
    Domain(Box<Domain>),
    Composite(Composite),
    Range(Range),
}

impl Container {
    /// Returns its name if the old type is renamed, and not dropped, before the new one is created.
    pub(super) const fn stands_aside(&self) -> Option<&QualifiedName> {
        match self {
            Self::Domain(of) => Some(&of.name),
            Self::Composite(of) => Some(&of.name),
            Self::Range(_) => None,
        }
    }

    fn name(&self) -> &QualifiedName {
        match self {
            Self::Domain(of) => &of.name,
            Self::Composite(of) => &of.name,
            Self::Range(of) => &of.name,
        }
    }
}

/// Returns the types that must be recreated along with a type, each after all that it is built
/// from.
pub(super) fn containers(em: &Emitter<'_>, of: &QualifiedName) -> Vec<Container> {
    let mut found: Vec<Container> = Vec::new();
    for container in walk(em, of) {
        found.retain(|other| other.name() != container.name());
        found.push(container);
    }
    found
}

fn walk(em: &Emitter<'_>, of: &QualifiedName) -> Vec<Container> {
    let mut found = Vec::new();
    for made in em.from.catalog.made_of(of) {
        let container = match made {
            MadeOf::Domain(domain) => Container::Domain(Box::new(current(em, domain))),
            // Attributes of a composite type that no column holds can be altered in place.
            MadeOf::Composite(composite) if em.from.catalog.is_held(&composite.name) => {
                Container::Composite(composite.clone())
            }
            MadeOf::Range(range) => Container::Range(range.clone()),
            MadeOf::Composite(_) | MadeOf::Row(_) => continue,
        };
        let name = container.name().clone();
        if goes_before(em, &container) {
            continue;
        }
        found.push(container);
        found.extend(walk(em, &name));
    }
    found
}

/// Returns true if it is already dropped at this point of the plan.
fn goes_before(em: &Emitter<'_>, container: &Container) -> bool {
    let name = match container {
        Container::Domain(of) => ObjectName::Domain(of.name.clone()),
        Container::Composite(of) => ObjectName::Composite(of.name.clone()),
        Container::Range(of) => ObjectName::Range(of.name.clone()),
    };
    em.is_past_drop(&name)
}

/// Returns a domain with the changes so far applied.
fn current(em: &Emitter<'_>, before: &Domain) -> Domain {
    let so_far = em.changes[..em.position].iter().rev();
    let latest = so_far.filter_map(|change| match change {
        Change::Alter { to, .. } => match &**to {
            Object::Domain(domain) if domain.name == before.name => Some(domain.clone()),
            _ => None,
        },
        _ => None,
    });
    latest.into_iter().next().unwrap_or_else(|| before.clone())
}

/// Recreates a container with the new type, and returns the statement that drops the old one after
/// all columns are converted.
pub(super) fn remake(em: &mut Emitter<'_>, container: &Container, made: &Made) -> Option<String> {
    match container {
        Container::Domain(domain) => {
            let old = aside(em, "DOMAIN", &domain.name);
            types::create_domain(em, domain);
            convert_all(em, &domain.name, made);
            Some(format!("DROP DOMAIN {}", em.name(&old)))
        }
        Container::Composite(composite) => {
            let name = ObjectName::Composite(composite.name.clone());
            let made = within(em, name, made)?;
            let old = aside(em, "TYPE", &composite.name);
            types::create_composite(em, composite);
            convert_all(em, &composite.name, &made);
            Some(format!("DROP TYPE {}", em.name(&old)))
        }
        Container::Range(range) => {
            let made = within(em, ObjectName::Range(range.name.clone()), made)?;
            let made = Made {
                sql: types::range_statement(em, range),
                comment: range.comment.clone(),
                ..made
            };
            if containers(em, &range.name).is_empty() {
                through_text(em, &range.name, &made);
            } else {
                let reason = "other types are made of a range whose type has to be recreated: \
                              move the values of these to columns of another type first";
                em.refuse(ObjectName::Range(range.name.clone()), reason);
            }
            None
        }
    }
}

/// Returns how values that contain values of the recreated type are converted.
fn within(em: &mut Emitter<'_>, container: ObjectName, made: &Made) -> Option<Made> {
    if let Cast::Expression(_) = made.cast {
        let reason = "columns hold values of it within which a composite type has to be made \
                      again: move these values to columns of another type first";
        em.refuse(container, reason);
        return None;
    }
    Some(Made {
        sql: String::new(),
        cast: Cast::Text,
        fails: made.fails.clone(),
        rewrites: true,
        loses: made.loses.clone(),
        comment: None,
    })
}

/// Alters the attributes of this type in composite types that no column holds.
pub(super) fn attributes(em: &mut Emitter<'_>, name: &QualifiedName) {
    let mut clauses = Vec::new();
    for composite in &em.to.catalog.composites {
        if em.from.catalog.is_held(&composite.name) {
            continue;
        }
        for (attribute, of, _) in &composite.attributes {
            if of.holds(name) {
                let clause = format!("ALTER ATTRIBUTE {} TYPE {}", quote(attribute), of.sql);
                clauses.push((composite.name.clone(), clause));
            }
        }
    }
    for (composite, clause) in clauses {
        em.say(altering("TYPE", &em.name(&composite), &[clause]));
    }
}
