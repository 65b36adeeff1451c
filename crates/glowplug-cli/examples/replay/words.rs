//! What a draft drops, and errors in words.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName};
use glowplug_schema::change::Change as Difference;
use glowplug_schema::diff;
use glowplug_schema::generate::{Blocked, Draft};

/// What a draft drops and the commit's own migrations keep.
pub(crate) fn kept(from: &Catalog, theirs: &Catalog, draft: &Draft) -> Vec<ObjectName> {
    let gone: BTreeSet<_> = diff::differing(from, theirs)
        .into_iter()
        .filter(|differing| differing.to.is_none())
        .map(|differing| differing.name)
        .collect();
    let made = draft.changes.iter().filter_map(|change| match change {
        Difference::Create(object) => Some(object.name()),
        _ => None,
    });
    let made: BTreeSet<_> = made.collect();
    let dropped = draft.changes.iter().filter_map(|change| match change {
        Difference::Drop(object) => Some(object.name()),
        _ => None,
    });
    let is_kept = |name: &ObjectName| {
        let table = name.owner().cloned().map(ObjectName::Table);
        !gone.contains(name) && !made.contains(name) && !table.is_some_and(|of| gone.contains(&of))
    };
    dropped.filter(is_kept).collect()
}

/// Whether the commit's own migrations drop something.
pub(crate) fn goes(from: &Catalog, theirs: &Catalog, object: &ObjectName) -> bool {
    let mut differing = diff::differing(from, theirs).into_iter();
    differing.any(|of| of.name == *object && of.to.is_none())
}

pub(crate) fn pattern(from: &Catalog, object: &ObjectName) -> String {
    let told = object.display_name(from.default_schema.as_deref());
    format!("{} {told}", object.kind())
}

pub(crate) fn show(draft: &Draft) {
    for part in &draft.parts {
        println!("{}\n-- down\n{}", part.up_sql(&[]), part.down_sql(&[]));
    }
}

/// An error with its causes.
pub(crate) fn told(error: &glowplug::Error) -> String {
    if let glowplug::Error::Files(problems) = error {
        let problems = problems.iter().map(|problem| problem.message.clone());
        return problems.collect::<Vec<_>>().join("; ");
    }
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| {
        error.source()
    });
    causes
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

pub(crate) fn blocking(blocked: &Blocked) -> String {
    match blocked {
        Blocked::Unsupported(all) => {
            let all = all.iter();
            let all =
                all.map(|one| format!("{} {}: {}", one.object.kind(), one.object, one.reason));
            all.collect::<Vec<_>>().join("; ")
        }
        Blocked::Rejected {
            step,
            direction,
            error,
        } => format!("{direction:?} is refused: {}: {}", error.message, step.sql),
        Blocked::Incomplete { direction, changes } => {
            let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
            format!("{direction:?} falls short: {}", changes.join("; "))
        }
    }
}
