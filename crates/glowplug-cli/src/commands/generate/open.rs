//! Asks the open questions of a draft.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, IsTerminal};

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug::model::mask;
use glowplug_schema::change::HazardKind;
use glowplug_schema::declare::OpenQuestion;
use glowplug_schema::diff::{Answers, Otherwise, Question, Subject};
use glowplug_schema::generate::{Draft, Questions};

use crate::confirm;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::output::print_error;

/// The answers so far.
#[derive(Default)]
pub(super) struct Given {
    pub(super) answers: Answers,
    /// The values of enums.
    pub(super) values: BTreeMap<String, Vec<String>>,
    /// The patterns of objects to keep.
    pub(super) keep: Vec<String>,
    /// The defaults of new columns.
    pub(super) defaults: BTreeMap<String, String>,
    /// The options that correspond to the answers given at the terminal.
    pub(super) answered: Vec<String>,
}

impl Given {
    /// Asks the first question at a terminal, because its answer may resolve others.
    ///
    /// # Errors
    /// `Unclear` without a terminal, or without an answer.
    pub(super) fn ask(&mut self, context: &Context, questions: Questions) -> Result<()> {
        let terminals = io::stdin().is_terminal() && io::stderr().is_terminal();
        let answered = terminals
            && !context.output.json
            && match (questions.renames.first(), questions.open.first()) {
                (Some(question), _) => self.ask_rename(question)?,
                (None, Some(OpenQuestion::Values { name, .. })) => {
                    self.ask_values(&questions.from, name)?
                }
                (None, Some(OpenQuestion::Used { object, gone })) => {
                    self.ask_drop(&questions.from, object, gone)?
                }
                (None, Some(OpenQuestion::Unjoined { constraint })) => {
                    self.ask_keep(&questions.from, constraint)?
                }
                (None, None) => false,
            };
        match answered {
            true => Ok(()),
            false => Err(Error::Unclear(questions)),
        }
    }

    /// Records the option that answers a question.
    fn answer(&mut self, option: &str, value: &str) {
        self.answered.extend([option.to_owned(), value.to_owned()]);
    }

    /// Returns this command with the options for all answers and the additional options `more`.
    /// Passwords are masked.
    pub(super) fn command(&self, more: &[&str]) -> String {
        let typed = env::args().skip(1).map(|word| mask(&word));
        let answered = self.answered.iter().cloned();
        let words = typed.chain(answered);
        let words = words.chain(more.iter().map(|word| (*word).to_owned()));
        let quoted = words.map(|word| match shlex::try_quote(&word) {
            Ok(quoted) => quoted.into_owned(),
            Err(_) => word,
        });
        let quoted: Vec<String> = quoted.collect();
        format!("glowplug {}", quoted.join(" "))
    }

    fn ask_rename(&mut self, question: &Question) -> Result<bool> {
        let (kind, object) = (question.object.kind(), &question.object);
        print_error(&match question.otherwise {
            Otherwise::Dropped => {
                format!("The {kind} `{object}` is no longer declared. Was it renamed?")
            }
            Otherwise::Displaced | Otherwise::Kept => {
                format!("The {kind} `{object}` becomes another one. Was it renamed?")
            }
        });
        for (number, candidate) in question.candidates.iter().enumerate() {
            let (number, to) = (number + 1, &candidate.to);
            print_error(&format!("  {number}  renamed to `{to}`"));
        }
        let kept = question.kept();
        let (letter, word) = match kept {
            Some(_) => ("k", "kept its name, and was changed"),
            None => ("d", "dropped"),
        };
        print_error(&format!("  {letter}  {word}"));
        match (
            confirm::read_line(&format!("Number, or {letter}: "))?.as_str(),
            kept,
        ) {
            ("k", Some(kept)) => {
                self.answer("--rename", &kept);
                self.answers.keep(question);
            }
            ("d", None) => {
                self.answer("--drop", &question.object.to_string());
                self.answers.drop(question);
            }
            (typed, _) => {
                let number: Option<usize> = typed.parse().ok();
                let number = number.and_then(|number| number.checked_sub(1));
                match number.and_then(|number| question.candidates.get(number)) {
                    Some(candidate) => {
                        let renamed = format!("{}={}", question.object, candidate.to);
                        self.answer("--rename", &renamed);
                        self.answers.rename(question, candidate);
                    }
                    None => return Ok(false),
                }
            }
        }
        Ok(true)
    }

    fn ask_values(&mut self, from: &Catalog, name: &QualifiedName) -> Result<bool> {
        let name = match from.is_default(name.schema.as_deref()) {
            true => name.name.clone(),
            false => name.to_string(),
        };
        print_error(&format!("What are the values of `{name}`, in order?"));
        let typed = confirm::read_line("Values, separated by commas: ")?;
        let values = list(&typed);
        let answered = !values.is_empty();
        self.answer("--values", &format!("{name}={typed}"));
        self.values.insert(name, values);
        Ok(answered)
    }

    fn ask_keep(&mut self, from: &Catalog, constraint: &ObjectName) -> Result<bool> {
        let told = constraint.display_name(from.default_schema.as_deref());
        let kind = constraint.kind();
        print_error(&format!(
            "The {kind} `{told}` is a foreign key without a `joinable!`."
        ));
        match confirm::read_line("k to keep it, d to drop it: ")?.as_str() {
            "k" => {
                let kept = format!("{kind} {told}");
                self.answer("--keep", &kept);
                self.keep.push(kept);
            }
            "d" => {
                self.answer("--drop", &Subject::of(from, constraint).to_string());
                self.answers.drop_object(from, constraint);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn ask_drop(&mut self, from: &Catalog, object: &ObjectName, gone: &ObjectName) -> Result<bool> {
        let default = from.default_schema.as_deref();
        print_error(&format!(
            "The {} `{}` uses the {} `{}`, which is dropped.",
            object.kind(),
            object.display_name(default),
            gone.kind(),
            gone.display_name(default)
        ));
        let goes = confirm::read_line("d to drop it too: ")? == "d";
        if goes {
            self.answer("--drop", &Subject::of(from, object).to_string());
            self.answers.drop_object(from, object);
        }
        Ok(goes)
    }
}

/// Parses values separated by commas. A value with a comma is in single quotes, in which `''` is a
/// quote.
pub(super) fn list(text: &str) -> Vec<String> {
    let (mut values, mut value, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = text.trim().chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\'' if quoted && characters.peek() == Some(&'\'') => {
                characters.next();
                value.push(c);
            }
            '\'' => quoted = !quoted,
            ',' if !quoted => values.push(std::mem::take(&mut value)),
            _ => value.push(c),
        }
    }
    values.push(value);
    let values = values.into_iter().map(|value| value.trim().to_owned());
    values.filter(|value| !value.is_empty()).collect()
}

/// Returns the statements that lose data, each with the reason.
pub(super) fn data_loss(draft: &Draft) -> Vec<(String, String)> {
    let hazards = draft.hazards();
    let losses = hazards.filter(|(_, hazard)| hazard.kind == HazardKind::DataLoss);
    losses
        .map(|(step, hazard)| (step.sql.clone(), hazard.why.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn values_are_separated_by_commas() {
        assert_eq!(list("sad, ok,happy"), ["sad", "ok", "happy"]);
        assert_eq!(list("'a,b','it''s'"), ["a,b", "it's"]);
        assert_eq!(list(" "), [""; 0]);
    }
}
