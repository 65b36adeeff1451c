//! What people answered.

mod path;
mod settle;

use path::Path;

use super::question::{Candidate, Question, Subject, quoted};
use crate::catalog::{Catalog, ObjectName};
use crate::error::{Error, Result};

/// Answers to [questions](super::questions), given beforehand or one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    /// What it is about: the end of an object's path.
    object: Path,
    /// What it was renamed to; `None` when it is not a rename.
    to: Option<Path>,
    /// As it was written.
    text: String,
}

impl Answers {
    /// Reads answers: `users.name=full_name` or `mood.sad=unhappy` for a rename, `users.name` for
    /// what is dropped although something of its kind is created. A name with a dot, an equals
    /// sign or a quote in it stands in double quotes.
    ///
    /// # Errors
    /// [`Error::Usage`] for what is neither.
    pub fn parse(renames: &[String], drops: &[String]) -> Result<Self> {
        let mut answers = Vec::new();
        for text in renames {
            let wrong = || {
                let example = "`users.name=full_name`";
                Error::Usage(format!("`{text}` is no rename; one looks like {example}"))
            };
            let (object, to) = path::rename(text).ok_or_else(wrong)?;
            answers.push(Answer {
                object,
                to: Some(to),
                text: format!("--rename {text}"),
            });
        }
        for text in drops {
            let wrong = || Error::Usage(format!("`{text}` is no name of an object"));
            answers.push(Answer {
                object: path::path(text).ok_or_else(wrong)?,
                to: None,
                text: format!("--drop {text}"),
            });
        }
        Ok(Self { answers })
    }

    /// Adds that a question is answered by one of its candidates.
    pub fn rename(&mut self, question: &Question, candidate: &Candidate) {
        let object = &question.object;
        self.answers.push(Answer {
            object: object.path().to_vec(),
            to: path::path(&candidate.to),
            text: format!("--rename {object}={}", candidate.to),
        });
    }

    /// Adds that an object is dropped.
    pub fn drop_object(&mut self, catalog: &Catalog, object: &ObjectName) {
        let subject = Subject::of(catalog, object);
        self.answers.push(Answer {
            object: subject.path().to_vec(),
            to: None,
            text: format!("--drop {subject}"),
        });
    }

    /// Adds that a question is answered by none of its candidates.
    pub fn drop(&mut self, question: &Question) {
        let object = &question.object;
        self.answers.push(Answer {
            object: object.path().to_vec(),
            to: None,
            text: format!("--drop {object}"),
        });
    }

    /// Whether it is said that an object is dropped.
    pub fn drops(&self, catalog: &Catalog, object: &ObjectName) -> bool {
        let subject = Subject::of(catalog, object);
        let mut answers = self.answers.iter();
        answers.any(|answer| answer.drops(&subject))
    }

    /// The answers without those that say that one of these objects is dropped.
    #[must_use]
    pub fn without<'o>(
        &self,
        catalog: &Catalog,
        objects: impl IntoIterator<Item = &'o ObjectName>,
    ) -> Self {
        let mut left = self.clone();
        for object in objects {
            let subject = Subject::of(catalog, object);
            left.answers.retain(|answer| !answer.drops(&subject));
        }
        left
    }
}

/// A path as it is written.
fn written(path: &[String]) -> String {
    let names: Vec<String> = path.iter().map(|name| quoted(name)).collect();
    names.join(".")
}
