//! What only a person can decide.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug::change::HazardKind;
use glowplug::declare::Open;
use glowplug::diff::{Answers, Question};
use glowplug::generate::{Draft, Questions};

use crate::confirm;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::output::complain;

/// What is answered so far.
#[derive(Default)]
pub(super) struct Given {
    pub(super) answers: Answers,
    /// The values of enums.
    pub(super) values: BTreeMap<String, Vec<String>>,
    /// What stays.
    pub(super) keep: Vec<String>,
}

impl Given {
    /// Asks on a terminal; elsewhere the questions are left open. One after the other: an answer
    /// may settle others.
    ///
    /// # Errors
    /// What is left open.
    pub(super) fn ask(&mut self, context: &Context, questions: Questions) -> Result<()> {
        let terminals = io::stdin().is_terminal() && io::stderr().is_terminal();
        let answered = terminals
            && !context.output.json
            && match (questions.renames.first(), questions.open.first()) {
                (Some(question), _) => self.ask_rename(question)?,
                (None, Some(Open::Values { name, .. })) => {
                    self.ask_values(&questions.from, name)?
                }
                (None, Some(Open::Used { object, gone })) => {
                    self.ask_drop(&questions.from, object, gone)?
                }
                (None, Some(Open::Unjoined { constraint })) => {
                    self.ask_keep(&questions.from, constraint)?
                }
                (None, None) => false,
            };
        match answered {
            true => Ok(()),
            false => Err(Error::Unclear(questions)),
        }
    }

    fn ask_rename(&mut self, question: &Question) -> Result<bool> {
        complain(&format!(
            "What becomes of the {} `{}`?",
            question.object.kind(),
            question.object
        ));
        for (number, candidate) in question.candidates.iter().enumerate() {
            let (number, to) = (number + 1, &candidate.to);
            complain(&format!("  {number}  it is renamed to `{to}`"));
        }
        complain("  d  it is dropped");
        match confirm::read_line("Number, or d: ")?.as_str() {
            "d" => self.answers.drop(question),
            typed => {
                let number: Option<usize> = typed.parse().ok();
                let number = number.and_then(|number| number.checked_sub(1));
                match number.and_then(|number| question.candidates.get(number)) {
                    Some(candidate) => self.answers.rename(question, candidate),
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
        complain(&format!("Which values does `{name}` have, in their order?"));
        let values = list(&confirm::read_line("Values, with commas between them: ")?);
        let answered = !values.is_empty();
        self.values.insert(name, values);
        Ok(answered)
    }

    fn ask_keep(&mut self, from: &Catalog, constraint: &ObjectName) -> Result<bool> {
        let told = constraint.told(from.default_schema.as_deref());
        let kind = constraint.kind();
        complain(&format!(
            "The {kind} `{told}` is a foreign key without a `joinable!`."
        ));
        match confirm::read_line("k if it is kept, d if it is dropped: ")?.as_str() {
            "k" => self.keep.push(format!("{kind} {told}")),
            "d" => self.answers.drop_object(from, constraint),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn ask_drop(&mut self, from: &Catalog, object: &ObjectName, gone: &ObjectName) -> Result<bool> {
        let default = from.default_schema.as_deref();
        complain(&format!(
            "The {} `{}` uses the {} `{}`, which goes.",
            object.kind(),
            object.told(default),
            gone.kind(),
            gone.told(default)
        ));
        let goes = confirm::read_line("d if it is dropped too: ")? == "d";
        if goes {
            self.answers.drop_object(from, object);
        }
        Ok(goes)
    }
}

/// Values with commas between them; one with a comma in it stands in single quotes, in which two
/// quotes are one.
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

/// The statements that lose data, each with why.
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
    fn values_stand_between_commas() {
        assert_eq!(list("sad, ok,happy"), ["sad", "ok", "happy"]);
        assert_eq!(list("'a,b','it''s'"), ["a,b", "it's"]);
        assert_eq!(list(" "), [""; 0]);
    }
}
