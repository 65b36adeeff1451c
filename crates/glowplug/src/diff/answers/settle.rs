//! Lays answers onto questions, in rounds: what a table is called decides what is asked about its
//! columns.

use std::collections::BTreeSet;

use super::{Answer, Answers, written};
use crate::catalog::{Catalog, ObjectName};
use crate::change::Rename;
use crate::diff::follow::followers;
use crate::diff::item::{Item, items};
use crate::diff::question::{Candidate, Question, Subject, questions};
use crate::diff::renamed::renamed;
use crate::error::{Error, Result};

/// How much two paths must have in common for one to be proposed for the other.
const ALIKE: f64 = 0.6;

impl Answers {
    /// What is renamed, in an order that can be applied, and what is still open.
    ///
    /// Constraints, indexes and sequences whose names follow a new name (`users_pkey` of a table
    /// that is `people` now is to be `people_pkey`) are renamed unasked: nothing is lost.
    ///
    /// # Errors
    /// [`Error::Usage`] for answers that no question asks for, with what they may have meant.
    pub fn settle(&self, from: &Catalog, to: &Catalog) -> Result<(Vec<Rename>, Vec<Question>)> {
        let mut now = from.clone();
        let mut renames: Vec<Rename> = Vec::new();
        let mut used = BTreeSet::new();
        loop {
            let mut round = Vec::new();
            let mut open = Vec::new();
            let asked = questions(&now, to);
            for question in &asked {
                match self.answer(question, &asked, &mut used)? {
                    None => open.push(question.clone()),
                    Some(Some(candidate)) => round.extend(candidate.renames.clone()),
                    Some(None) => {}
                }
            }
            if round.is_empty() {
                refuse_unasked(self.unused(&used, &now, to), &open, &asked)?;
                return Ok((renames, open));
            }
            distinct(&round)?;
            for rename in round {
                now = renamed(now, &rename);
                renames.push(rename);
            }
            for rename in followers(&now, to, &renames) {
                now = renamed(now, &rename);
                renames.push(rename);
            }
        }
    }

    /// The answer to a question, if there is one: a candidate, or none of them.
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
            let meant = question.candidates.iter().filter(|one| is_meant(one, to));
            return match meant.max_by_key(|one| super::path::path(&one.to).map(|path| path.len())) {
                Some(candidate) => Ok(Some(Some(candidate))),
                None => Err(no_candidate(answer, question)),
            };
        }
        Ok(None)
    }

    /// An answer that no question asked for. That something is dropped may be said of all that goes.
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

/// Refuses an answer that no question asked for, unless an open one may lead to its question.
fn refuse_unasked(unused: Option<&Answer>, open: &[Question], asked: &[Question]) -> Result<()> {
    let leads_on =
        |question: &Question| matches!(question.object.kind(), "schema" | "table" | "enum");
    match unused {
        Some(answer) if !open.iter().any(leads_on) => Err(unasked(answer, asked)),
        _ => Ok(()),
    }
}

/// All that an answer may be about.
fn subjects(catalog: &Catalog) -> BTreeSet<Subject> {
    let objects = items(catalog).into_iter().map(Item::name);
    // On SQLite they are no objects of their own.
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
    /// Whether an object's path ends like this; a column is not found by its own name alone.
    fn is_about(&self, subject: &Subject) -> bool {
        subject.ends_with(&self.object) && (!subject.needs_owner() || self.object.len() > 1)
    }

    /// Whether it says that this is dropped.
    pub(super) fn drops(&self, subject: &Subject) -> bool {
        self.to.is_none() && self.is_about(subject)
    }

    fn is_whole(&self, subject: &Subject) -> bool {
        subject.path() == self.object
    }
}

/// Whether a candidate was meant, by its name or with what it is a part of.
fn is_meant(candidate: &Candidate, to: &[String]) -> bool {
    let Some(path) = super::path::path(&candidate.to) else {
        return false;
    };
    to.ends_with(&path) || written(&path) == to.join(".")
}

/// Two objects cannot get one name.
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

fn ambiguous(answer: &Answer, one: &Subject, other: &Subject) -> Error {
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
