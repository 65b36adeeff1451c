//! Resolves questions with answers, in rounds: which columns are asked about depends on which
//! tables are renamed.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName};
use glowplug::error::{Error, Result};

use super::{Answer, Answers, order, written};
use crate::change::Rename;
use crate::diff::apply_rename::renamed;
use crate::diff::derived_names::followers;
use crate::diff::object_ref::{ObjectRef, items};
use crate::diff::question::{Candidate, Otherwise, Question, Subject, questions};

/// The minimum similarity of two paths for one to be suggested instead of the other.
const ALIKE: f64 = 0.6;

impl Answers {
    /// Returns the renames, in an order that can be applied, and the questions that are still open.
    ///
    /// Constraints, indexes and sequences whose names are derived from a renamed object
    /// (`users_pkey` becomes `people_pkey` if `users` becomes `people`) are renamed without a
    /// question: nothing is lost.
    ///
    /// # Errors
    /// [`Error::Usage`] for answers that no question asks for, with a suggestion of what was meant.
    pub fn resolve(&self, from: &Catalog, to: &Catalog) -> Result<(Vec<Rename>, Vec<Question>)> {
        let mut now = from.clone();
        let mut renames: Vec<Rename> = Vec::new();
        let mut used = BTreeSet::new();
        let mut aside = Vec::new();
        loop {
            let taking = self.taking(&now, to, &mut used)?;
            if !taking.renames.is_empty() {
                aside.extend(taking.aside);
                follow(&mut now, to, &mut renames, taking.renames)?;
                continue;
            }
            if !taking.open.is_empty() {
                return Ok((renames, taking.open));
            }
            let mut round = Vec::new();
            let mut open = Vec::new();
            let mut asked = questions(&now, to);
            asked.retain(|question| !aside.contains(&question.object));
            for question in &asked {
                match self.answer(question, &asked, &mut used)? {
                    None => open.push(question.clone()),
                    Some(Some(candidate)) => round.extend(candidate.renames.clone()),
                    Some(None) => {}
                }
            }
            if round.is_empty() {
                refuse_unasked(self.unused(&used, &now, to), &open, &asked)?;
                if open.iter().any(|question| takes_a_table(&now, question)) {
                    open.retain(|question| question.object.kind() == "table");
                }
                return Ok((renames, open));
            }
            follow(&mut now, to, &mut renames, round)?;
        }
    }

    /// Returns the answer to a question, if there is one: a candidate, or `None` if it was not renamed.
    fn answer<'q>(
        &self,
        question: &'q Question,
        asked: &[Question],
        used: &mut BTreeSet<usize>,
    ) -> Result<Option<Option<&'q Candidate>>> {
        for (place, answer) in self.answers.iter().enumerate() {
            if !answer.is_about(&question.object) {
                continue;
            }
            let rivals = asked.iter().map(|question| &question.object);
            let mut rivals = rivals.filter(|rival| answer.is_about(rival));
            if let Some(rival) = rivals.find(|rival| **rival != question.object)
                && !answer.is_whole(&question.object)
            {
                if answer.is_whole(rival) {
                    continue;
                }
                return Err(ambiguous(answer, &question.object, rival));
            }
            used.insert(place);
            let Some(to) = &answer.to else {
                return Ok(Some(None));
            };
            if question.otherwise == Otherwise::Kept && is_own_name(&question.object, to) {
                return Ok(Some(None));
            }
            let meant = question.candidates.iter().filter(|one| is_meant(one, to));
            return match meant.max_by_key(|one| super::path::path(&one.to).map(|path| path.len())) {
                Some(candidate) => Ok(Some(Some(candidate))),
                None => Err(no_candidate(answer, question)),
            };
        }
        Ok(None)
    }

    /// Returns an answer that no question asked for. An answer that an object is dropped is allowed
    /// for every object that is.
    fn unused(&self, used: &BTreeSet<usize>, from: &Catalog, to: &Catalog) -> Option<&Answer> {
        let answers = self.answers.iter().enumerate();
        let mut unused = answers
            .filter(|(place, _)| !used.contains(place))
            .peekable();
        unused.peek()?;
        let (before, after) = (subjects(from), subjects(to));
        let goes = |answer: &Answer| before.difference(&after).any(|one| answer.drops(one));
        unused
            .map(|(_, answer)| answer)
            .find(|answer| !goes(answer))
    }
}

/// Returns true if the candidates of a question include the name of an existing table. Which
/// columns are asked about depends on the answer.
fn takes_a_table(now: &Catalog, question: &Question) -> bool {
    let renames = question.candidates.iter().flat_map(|one| &one.renames);
    question.object.kind() == "table"
        && renames.map(Rename::renamed).any(|name| match name {
            ObjectName::Table(name) => now.table(&name).is_some(),
            _ => false,
        })
}

/// Applies renames, and the derived ones that follow from them.
fn follow(
    now: &mut Catalog,
    to: &Catalog,
    renames: &mut Vec<Rename>,
    round: Vec<Rename>,
) -> Result<()> {
    distinct(&round)?;
    for rename in round {
        *now = renamed(std::mem::replace(now, Catalog::empty(to.database)), &rename);
        renames.push(rename);
    }
    let database = now.database;
    let mut followers = followers(now, to, renames);
    // Another object may still have the name.
    let taken = order::taken(now);
    loop {
        let leave: Vec<_> = (followers.iter())
            .map(|one| order::Slot::before(database, one))
            .collect();
        let count = followers.len();
        followers.retain(|one| {
            let wanted = order::Slot::after(database, one);
            !taken.contains(&wanted) || leave.contains(&wanted)
        });
        if followers.len() == count {
            break;
        }
    }
    let mut free = order::Free::of([now, to]);
    for rename in order::in_order(database, followers, &mut free) {
        *now = renamed(std::mem::replace(now, Catalog::empty(to.database)), &rename);
        renames.push(rename);
    }
    Ok(())
}

/// Rejects an answer that no question asked for, unless answering an open question may lead to one
/// that does.
fn refuse_unasked(unused: Option<&Answer>, open: &[Question], asked: &[Question]) -> Result<()> {
    let leads_on =
        |question: &Question| matches!(question.object.kind(), "schema" | "table" | "enum");
    match unused {
        Some(answer) if !open.iter().any(leads_on) => Err(unasked(answer, asked)),
        _ => Ok(()),
    }
}

/// Returns all objects that an answer may be about.
fn subjects(catalog: &Catalog) -> BTreeSet<Subject> {
    let objects = items(catalog).into_iter().map(ObjectRef::name);
    // On SQLite columns are not objects of their own.
    let columns = catalog.tables.iter().flat_map(|table| {
        let columns = table.columns.iter();
        columns.map(|column| ObjectName::Column(table.name.clone(), column.name.clone()))
    });
    let values = catalog.enums.iter().flat_map(|of| {
        let values = of.values.iter();
        values.map(|value| Subject::value(catalog, &of.name, value))
    });
    let named = objects
        .chain(columns)
        .map(|name| Subject::of(catalog, &name));
    named.chain(values).collect()
}

impl Answer {
    /// Returns true if an object's path ends with the path of this answer. A column or enum value
    /// is not matched by its own name alone.
    pub(super) fn is_about(&self, subject: &Subject) -> bool {
        subject.ends_with(&self.object) && (!subject.needs_owner() || self.object.len() > 1)
    }

    /// Returns true if it says that the subject is dropped.
    pub(super) fn drops(&self, subject: &Subject) -> bool {
        self.to.is_none() && self.is_about(subject)
    }

    pub(super) fn is_whole(&self, subject: &Subject) -> bool {
        subject.path() == self.object
    }
}

/// Returns true if the answer means this candidate, by its name alone or by its full path.
fn is_meant(candidate: &Candidate, to: &[String]) -> bool {
    let Some(path) = super::path::path(&candidate.to) else {
        return false;
    };
    to.ends_with(&path) || written(&path) == to.join(".")
}

/// Returns true if the answer gives an object the name that it has, alone or by its full path.
fn is_own_name(object: &Subject, to: &[String]) -> bool {
    matches!(to, [name] if name == object.name()) || object.path() == to
}

/// Rejects renames that would give two objects the same name.
fn distinct(renames: &[Rename]) -> Result<()> {
    let mut names = BTreeSet::new();
    for rename in renames {
        let name = match rename {
            Rename::EnumValue { of, to, .. } => (rename.object(), format!("{of}.{to}")),
            _ => (rename.renamed(), String::new()),
        };
        if !names.insert(name) {
            let text = format!("two objects cannot become one: {rename}");
            return Err(Error::Usage(text));
        }
    }
    Ok(())
}

pub(super) fn ambiguous(answer: &Answer, one: &Subject, other: &Subject) -> Error {
    Error::Usage(format!(
        "`{}` may be about {} `{one}` or {} `{other}`; name it with its table or schema",
        answer.text,
        one.kind(),
        other.kind(),
    ))
}

fn no_candidate(answer: &Answer, question: &Question) -> Error {
    let names = question
        .candidates
        .iter()
        .map(|one| format!("`{}`", one.to));
    let names: Vec<String> = names.collect();
    Error::Usage(format!(
        "`{}`: {} `{}` can become {}",
        answer.text,
        question.object.kind(),
        question.object,
        names.join(" or "),
    ))
}

fn unasked(answer: &Answer, asked: &[Question]) -> Error {
    let path = written(&answer.object);
    let likeness = |question: &Question| {
        strsim::normalized_damerau_levenshtein(&question.object.to_string(), &path)
    };
    let likely = asked
        .iter()
        .map(|question| (likeness(question), question))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|left, right| left.0.total_cmp(&right.0));
    let hint = match likely {
        Some((_, question)) => format!("; `{}` does", question.object),
        None => String::new(),
    };
    let place = match answer.to {
        Some(_) => " while something comes in its place",
        None => "",
    };
    Error::Usage(format!(
        "`{}`: nothing called `{path}` goes{place}{hint}",
        answer.text
    ))
}
