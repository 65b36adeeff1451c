//! Handles answers that give an object the name of another that still exists: a change that was
//! prepared beside the old object (add a new column, then swap), or an exchange of names.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName};
use glowplug::error::Result;

use super::order::{Free, Slot, aside, in_order, taken};
use super::{Answer, Answers, ambiguous};
use crate::change::Rename;
use crate::dialect;
use crate::diff::object_ref::{ObjectRef, items};
use crate::diff::question::{Candidate, Otherwise, Question, Subject};

/// The result of answers that take a name which is not free.
#[derive(Default)]
pub(super) struct Taking {
    /// The renames, in order.
    pub(super) renames: Vec<Rename>,
    /// Questions that are still open: what happens to an object whose name is taken.
    pub(super) open: Vec<Question>,
    /// The objects that were moved out of the way and are dropped.
    pub(super) aside: Vec<Subject>,
}

/// An object that can be renamed, and the rename that would do it.
struct Named {
    subject: Subject,
    /// A rename whose target name is filled in later.
    rename: Rename,
    name: String,
}

impl Named {
    fn renamed(&self, name: &str) -> Rename {
        let mut rename = self.rename.clone();
        match &mut rename {
            Rename::Object { to, .. }
            | Rename::Schema { to, .. }
            | Rename::EnumValue { to, .. } => name.clone_into(to),
        }
        rename
    }
}

impl Answers {
    /// Finds the answers that take a name which is not free, and marks them as used.
    pub(super) fn taking(
        &self,
        now: &Catalog,
        to: &Catalog,
        used: &mut BTreeSet<usize>,
    ) -> Result<Taking> {
        let wanted = self.wanted(now, to, used)?;
        if wanted.is_empty() {
            return Ok(Taking::default());
        }
        let database = now.database;
        let mut free = Free::of([now, to]);
        let mut renames: Vec<Rename> = wanted.iter().map(|(_, rename)| rename.clone()).collect();
        let mut taking = Taking::default();
        for displaced in named(now) {
            let slot = Slot::before(database, &displaced.rename);
            let is_taken = renames.iter().any(|one| Slot::after(database, one) == slot);
            let leaves = renames
                .iter()
                .any(|one| Slot::before(database, one) == slot);
            if !is_taken || leaves {
                continue;
            }
            let goes = self.place_of(&displaced.subject, |answer| answer.to.is_none());
            let candidates = candidates(&displaced, now, to, &renames);
            match (goes, candidates.is_empty()) {
                (None, false) => taking.open.push(Question {
                    object: displaced.subject.clone(),
                    candidates,
                    otherwise: Otherwise::Displaced,
                }),
                (goes, _) => {
                    used.extend(goes);
                    let rename = aside(&displaced.rename, &mut free);
                    taking.aside.push(subject_after(now, &rename));
                    taking.renames.push(rename);
                }
            }
        }
        if !taking.open.is_empty() {
            taking.renames.clear();
            return Ok(taking);
        }
        used.extend(wanted.iter().map(|(place, _)| *place));
        let parts = parts_aside(&taking.renames, now, to, &mut free);
        taking.renames.splice(0..0, parts);
        taking
            .renames
            .extend(in_order(database, std::mem::take(&mut renames), &mut free));
        Ok(taking)
    }

    /// Returns the renames to names that are occupied now, and the renames of the objects that
    /// occupy them.
    fn wanted(
        &self,
        now: &Catalog,
        to: &Catalog,
        used: &BTreeSet<usize>,
    ) -> Result<Vec<(usize, Rename)>> {
        let database = now.database;
        let answers = self.answers.iter().enumerate();
        let mut open = answers
            .filter(|(place, answer)| answer.to.is_some() && !used.contains(place))
            .peekable();
        if open.peek().is_none() {
            return Ok(Vec::new());
        }
        let (before, after) = (taken(now), taken(to));
        let all = named(now);
        let mut wanted = Vec::new();
        for (place, answer) in open {
            let Some(name) = answer.to.as_ref().and_then(|path| path.last()) else {
                continue;
            };
            let path = answer.to.as_deref().unwrap_or_default();
            let takes = |found: &Named| {
                if !found.subject.is_beside(path) {
                    return false;
                }
                let rename = found.renamed(name);
                let (leaves, gets) = (
                    Slot::before(database, &rename),
                    Slot::after(database, &rename),
                );
                let is_taken = before.contains(&gets) || after.contains(&leaves);
                leaves != gets && after.contains(&gets) && is_taken
            };
            if let Some(found) = only(answer, &all, takes)? {
                wanted.push((place, found.renamed(name)));
            }
        }
        // An object whose name is kept, and that takes a free name, may do so only if its own name
        // is taken by another.
        let gets: Vec<Slot> = wanted
            .iter()
            .map(|(_, one)| Slot::after(database, one))
            .collect();
        wanted.retain(|(_, one)| {
            before.contains(&Slot::after(database, one))
                || gets.contains(&Slot::before(database, one))
        });
        Ok(wanted)
    }

    fn place_of(&self, subject: &Subject, fits: impl Fn(&Answer) -> bool) -> Option<usize> {
        let mut answers = self.answers.iter();
        answers.position(|answer| fits(answer) && answer.is_about(subject))
    }
}

/// Returns the only one of these objects that an answer is about.
fn only<'n>(
    answer: &Answer,
    all: &'n [Named],
    takes: impl Fn(&Named) -> bool,
) -> Result<Option<&'n Named>> {
    let about = all.iter().filter(|one| answer.is_about(&one.subject));
    let about: Vec<&Named> = about.filter(|one| takes(one)).collect();
    let whole = about.iter().find(|one| answer.is_whole(&one.subject));
    match (whole, about.as_slice()) {
        (Some(whole), _) => Ok(Some(whole)),
        (None, [one, other, ..]) if one.subject != other.subject => {
            Err(ambiguous(answer, &one.subject, &other.subject))
        }
        (None, those) => Ok(those.first().copied()),
    }
}

/// Returns everything in a catalog that can be renamed.
fn named(catalog: &Catalog) -> Vec<Named> {
    let objects = items(catalog).into_iter().map(ObjectRef::name);
    let columns = catalog.tables.iter().flat_map(|table| {
        let columns = table.columns.iter();
        columns.map(|column| ObjectName::Column(table.name.clone(), column.name.clone()))
    });
    let columns = columns.filter(|_| dialect::of(catalog.database).capabilities().table_rebuild);
    let objects = objects.chain(columns).filter_map(|mut object| {
        let subject = Subject::of(catalog, &object);
        let name = object.own_name_mut()?.clone();
        let rename = Rename::Object {
            object,
            to: String::new(),
        };
        Some(Named {
            subject,
            rename,
            name,
        })
    });
    let values = catalog.enums.iter().flat_map(|of| {
        of.values.iter().map(|value| Named {
            subject: Subject::value(catalog, &of.name, value),
            rename: Rename::EnumValue {
                of: of.name.clone(),
                from: value.clone(),
                to: String::new(),
            },
            name: value.clone(),
        })
    });
    objects.chain(values).collect()
}

/// Returns the candidates for an object whose name is taken: names of new objects of its kind that
/// are free by then.
fn candidates(
    displaced: &Named,
    now: &Catalog,
    to: &Catalog,
    renames: &[Rename],
) -> Vec<Candidate> {
    let database = now.database;
    let before = taken(now);
    let is_free = |slot: &Slot| {
        let leaves = renames
            .iter()
            .any(|one| Slot::before(database, one) == *slot);
        (leaves || !before.contains(slot))
            && !renames
                .iter()
                .any(|one| Slot::after(database, one) == *slot)
    };
    let free = named(to).into_iter().filter_map(|other| {
        let rename = displaced.renamed(&other.name);
        let slot = Slot::after(database, &rename);
        let fits = other.subject.kind() == displaced.subject.kind()
            && slot == Slot::before(database, &other.rename);
        (fits && is_free(&slot)).then(|| Candidate {
            to: crate::diff::question::quoted(&other.name),
            score: 50,
            renames: vec![rename],
        })
    });
    free.collect()
}

fn subject_after(catalog: &Catalog, rename: &Rename) -> Subject {
    match rename {
        Rename::EnumValue { of, to, .. } => Subject::value(catalog, of, to),
        _ => Subject::of(catalog, &rename.renamed()),
    }
}

/// Returns renames of the indexes, keys and sequences of tables that are moved out of the way,
/// where their names are needed by others.
fn parts_aside(renames: &[Rename], now: &Catalog, to: &Catalog, free: &mut Free) -> Vec<Rename> {
    let needed = taken(to);
    let tables: Vec<ObjectName> = renames.iter().map(Rename::object).collect();
    let of_table = |name: &ObjectName| {
        let owner = name.owner().cloned().map(ObjectName::Table);
        owner.is_some_and(|owner| tables.contains(&owner))
    };
    let mut found = Vec::new();
    if !dialect::of(now.database)
        .capabilities()
        .names
        .indexes_are_relations
    {
        return found;
    }
    let owned = now.sequences.iter().filter(|sequence| {
        let owner = sequence.owner.as_ref();
        owner.is_some_and(|(table, _)| tables.contains(&ObjectName::Table(table.clone())))
    });
    let owned = owned.map(|sequence| ObjectName::Sequence(sequence.name.clone()));
    let parts = items(now).into_iter().map(ObjectRef::name).filter(|name| {
        matches!(name, ObjectName::Index(..) | ObjectName::Constraint(..)) && of_table(name)
    });
    for object in parts.chain(owned) {
        if needed.contains(&Slot::of(now.database, &object)) {
            let rename = Rename::Object {
                object,
                to: String::new(),
            };
            found.push(aside(&rename, free));
        }
    }
    found
}
