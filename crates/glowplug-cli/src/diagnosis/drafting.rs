//! Diagnoses of `generate`'s errors: open questions, hazards, and migrations that cannot be
//! generated.

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug::error::{Direction, Location, ServerError};
use glowplug_schema::change::{Change, Step};
use glowplug_schema::declare::OpenQuestion;
use glowplug_schema::diff::{Otherwise, Question, Subject};
use glowplug_schema::generate::{Blocked, Questions};
use serde_json::{Value, json};

use super::{Diagnosis, kind};
use crate::error::Error;

/// Returns the diagnosis of open questions, with how to answer them.
pub(super) fn unclear(error: &Error, questions: &Questions) -> Diagnosis {
    let asked = asked(questions);
    let causes = asked.iter().map(|asked| asked.why.clone());
    let advice = asked.iter().map(|asked| asked.advice.clone());
    Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        causes: causes.collect(),
        advice: advice.collect(),
        location: asked.iter().find_map(|asked| asked.place.clone()),
        ..Diagnosis::default()
    }
}

/// Returns the open questions for programs.
pub(super) fn open(questions: &Questions) -> Value {
    let questions = asked(questions).into_iter().map(|asked| {
        let place = asked.place.as_ref();
        json!({
            "kind": asked.kind,
            "object": asked.object,
            "question": asked.why,
            "candidates": asked.candidates,
            "answers": asked.answers,
            "file": place.map(|place| place.path.display().to_string()),
            "line": place.map(|place| place.line),
        })
    });
    json!({ "questions": questions.collect::<Vec<_>>() })
}

/// A question as text.
struct Asked {
    kind: &'static str,
    object: String,
    why: String,
    advice: String,
    candidates: Vec<String>,
    answers: Vec<String>,
    place: Option<Location>,
}

fn asked(questions: &Questions) -> Vec<Asked> {
    let renames = questions.renames.iter().map(rename);
    let open = questions.open.iter().map(|open| match open {
        OpenQuestion::Values { name, place } => values(&questions.from, name, place),
        OpenQuestion::Used { object, gone } => used(&questions.from, object, gone),
        OpenQuestion::Unjoined { constraint } => unjoined(&questions.from, constraint),
    });
    renames.chain(open).collect()
}

fn rename(question: &Question) -> Asked {
    let object = question.object.to_string();
    let candidates: Vec<String> = question
        .candidates
        .iter()
        .map(|candidate| candidate.to.clone())
        .collect();
    let other = match question.kept() {
        Some(kept) => format!("--rename {kept}"),
        None => format!("--drop {object}"),
    };
    let answers = candidates
        .iter()
        .map(|to| format!("--rename {object}={to}"))
        .chain([other.clone()]);
    let kind = question.object.kind();
    let first = candidates.first().map_or("", String::as_str);
    Asked {
        kind,
        why: match question.otherwise {
            Otherwise::Dropped => format!(
                "{kind} `{object}` is no longer declared; it may have been renamed to {}",
                quoted(&candidates)
            ),
            Otherwise::Displaced | Otherwise::Kept => format!(
                "{kind} `{object}` may have been renamed to {}, and another one to its name",
                quoted(&candidates)
            ),
        },
        advice: match question.otherwise {
            Otherwise::Dropped | Otherwise::Displaced => format!(
                "if it was renamed, add `--rename {object}={first}`; if it is to be dropped, `{other}`"
            ),
            Otherwise::Kept => format!(
                "if it was renamed, add `--rename {object}={first}`; if both kept their names and were \
                 changed, `{other}`"
            ),
        },
        answers: answers.collect(),
        candidates,
        object,
        place: None,
    }
}

fn values(from: &Catalog, name: &QualifiedName, place: &Location) -> Asked {
    let object = match from.is_default(name.schema.as_deref()) {
        true => name.name.clone(),
        false => name.to_string(),
    };
    let answer = format!("--values {object}=first,second");
    Asked {
        kind: "values",
        why: format!("`{object}` is new, and `table!` does not contain its values"),
        advice: format!("pass them with `{answer}`"),
        candidates: Vec::new(),
        answers: vec![answer],
        object,
        place: Some(place.clone()),
    }
}

fn used(from: &Catalog, object: &ObjectName, gone: &ObjectName) -> Asked {
    let default = from.default_schema.as_deref();
    let (kind, gone) = (object.kind(), (gone.kind(), gone.display_name(default)));
    let object = Subject::of(from, object).to_string();
    let answer = format!("--drop {object}");
    Asked {
        kind,
        why: format!(
            "{kind} `{object}` uses {} `{}`, which is dropped",
            gone.0, gone.1
        ),
        advice: format!(
            "to drop it too, add `{answer}`; else change it in a migration before this one"
        ),
        candidates: Vec::new(),
        answers: vec![answer],
        object,
        place: None,
    }
}

fn unjoined(from: &Catalog, constraint: &ObjectName) -> Asked {
    let kind = constraint.kind();
    let object = Subject::of(from, constraint).to_string();
    let told = constraint.display_name(from.default_schema.as_deref());
    let answers = [
        format!("--drop {object}"),
        format!("--keep '{kind} {told}'"),
    ];
    Asked {
        kind,
        why: format!("{kind} `{object}` is a foreign key without a `joinable!`"),
        advice: format!(
            "to drop it, add `{}`; to keep it, `{}`, or `keep = [\"{kind} {told}\"]` in \
             `.glowplug.toml`",
            answers[0], answers[1]
        ),
        candidates: Vec::new(),
        answers: answers.to_vec(),
        object,
        place: None,
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(" or ")
}

/// Returns the diagnosis of statements that were not allowed.
pub(super) fn hazards(error: &Error, statements: &[(String, String)], command: &str) -> Diagnosis {
    let causes = statements.iter().map(|(sql, why)| format!("{why}: {sql}"));
    Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        causes: causes.collect(),
        advice: vec![
            "nothing was written; to accept the loss, run the command with `--allow data-loss`:"
                .to_owned(),
        ],
        command: Some(command.to_owned()),
        ..Diagnosis::default()
    }
}

/// Returns the diagnosis of a migration that cannot be generated.
pub(super) fn blocked(error: &Error, blocked: &Blocked) -> Diagnosis {
    let diagnosis = match blocked {
        Blocked::Unsupported(impossible) => Diagnosis {
            causes: impossible
                .iter()
                .map(|one| format!("{} `{}`: {}", one.object.kind(), one.object, one.reason))
                .collect(),
            advice: vec![
                "write this migration by hand with `new`, and test it with `prove`".to_owned(),
            ],
            ..Diagnosis::default()
        },
        Blocked::Rejected {
            step,
            direction,
            error,
        } => rejected(step, *direction, error),
        Blocked::Incomplete { direction, changes } => incomplete(*direction, changes),
    };
    Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        ..diagnosis
    }
}

const fn name(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

/// Returns the diagnosis of a statement that the scratch database rejected.
fn rejected(step: &Step, direction: Direction, error: &ServerError) -> Diagnosis {
    let direction = name(direction);
    Diagnosis {
        causes: vec![
            format!("the scratch database rejected a statement of {direction}"),
            error.message.clone(),
            step.sql.clone(),
        ],
        code: error.code.clone(),
        detail: error.detail.clone(),
        hint: error.hint.clone(),
        ..Diagnosis::default()
    }
}

/// Returns the diagnosis of statements that do not reach the schema.
fn incomplete(direction: Direction, changes: &[Change]) -> Diagnosis {
    let first = format!("{} does not reach the target schema", name(direction));
    let remaining = changes.iter().map(|change| format!("remaining: {change}"));
    Diagnosis {
        causes: std::iter::once(first).chain(remaining).collect(),
        advice: vec![
            "this is a bug: please report it with the schema; meanwhile write the migration by \
             hand with `new`, and test it with `prove`"
                .to_owned(),
        ],
        ..Diagnosis::default()
    }
}

/// Returns the diagnosis of a failed proof.
pub(super) fn not_proved(error: &Error, problems: &[String]) -> Diagnosis {
    Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        causes: problems.to_vec(),
        ..Diagnosis::default()
    }
}
