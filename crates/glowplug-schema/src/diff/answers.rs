//! Answers to the questions about renames, as given on the command line or interactively.

mod displaced;
mod order;
mod path;
mod resolve;

use glowplug::catalog::{Catalog, ObjectName};
use glowplug::error::{Error, Result};

use path::Path;
use resolve::ambiguous;

use super::question::{Candidate, Question, Subject, quoted};
use crate::change::Rename;

/// Answers to [questions](super::questions), given in advance or one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    /// The object it is about: the last names of its path.
    object: Path,
    /// The new name; `None` if the object was not renamed but dropped.
    to: Option<Path>,
    /// The answer as the user wrote it.
    text: String,
}

impl Answers {
    /// Parses answers: `users.name=full_name` or `mood.sad=unhappy` for a rename, `users.name` for
    /// an object that is dropped although an object of its kind is created, `users.name=name` for one that
    /// kept its name although it may have exchanged it with another. A name that contains a
    /// dot, an equals sign or a quote is written in double quotes.
    ///
    /// # Errors
    /// [`Error::Usage`] for text that is neither.
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

    /// Answers a question with one of its candidates.
    pub fn rename(&mut self, question: &Question, candidate: &Candidate) {
        let object = &question.object;
        self.answers.push(Answer {
            object: object.path().to_vec(),
            to: path::path(&candidate.to),
            text: format!("--rename {object}={}", candidate.to),
        });
    }

    /// Records that an object is dropped.
    pub fn drop_object(&mut self, catalog: &Catalog, object: &ObjectName) {
        let subject = Subject::of(catalog, object);
        self.answers.push(Answer {
            object: subject.path().to_vec(),
            to: None,
            text: format!("--drop {subject}"),
        });
    }

    /// Answers a question with none of its candidates: the object kept its name.
    pub fn keep(&mut self, question: &Question) {
        let object = &question.object;
        self.answers.push(Answer {
            object: object.path().to_vec(),
            to: Some(vec![object.name().to_owned()]),
            text: format!("--rename {object}={}", quoted(object.name())),
        });
    }

    /// Answers a question with none of its candidates: the object is dropped.
    pub fn drop(&mut self, question: &Question) {
        let object = &question.object;
        self.answers.push(Answer {
            object: object.path().to_vec(),
            to: None,
            text: format!("--drop {object}"),
        });
    }

    /// Returns true if an answer says that the object is dropped.
    pub fn drops(&self, catalog: &Catalog, object: &ObjectName) -> bool {
        let subject = Subject::of(catalog, object);
        let mut answers = self.answers.iter();
        answers.any(|answer| answer.drops(&subject))
    }

    /// Returns the answers without those that say that one of these objects is dropped.
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

/// Returns true if the catalog contains the object that is renamed.
pub(super) fn is_there(catalog: &Catalog, rename: &Rename) -> bool {
    order::taken(catalog).contains(&order::Slot::before(catalog.database, rename))
}

/// Formats a path, with quotes where they are needed.
fn written(path: &[String]) -> String {
    let names: Vec<String> = path.iter().map(|name| quoted(name)).collect();
    names.join(".")
}
