//! What keeps `generate` from writing a migration.

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug::declare::Open;
use glowplug::diff::{Question, Subject};
use glowplug::error::{Direction, Location};
use glowplug::generate::{Blocked, Questions};
use serde_json::{Value, json};

use super::{Diagnosis, kind};
use crate::error::Error;

/// What is not clear, and how to answer.
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

/// The same for programs.
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

/// One question in words.
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
        Open::Values { name, place } => values(&questions.from, name, place),
        Open::Used { object, gone } => used(&questions.from, object, gone),
        Open::Unjoined { constraint } => unjoined(&questions.from, constraint),
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
    let answers = candidates
        .iter()
        .map(|to| format!("--rename {object}={to}"))
        .chain([format!("--drop {object}")]);
    let kind = question.object.kind();
    let first = candidates.first().map_or("", String::as_str);
    Asked {
        kind,
        why: format!(
            "{kind} `{object}` goes, and {} may be what becomes of it",
            quoted(&candidates)
        ),
        advice: format!(
            "if it is renamed, add `--rename {object}={first}`; if not, `--drop {object}`"
        ),
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
        why: format!("`{object}` is new, and `table!` cannot say its values"),
        advice: format!("say them with `{answer}`"),
        candidates: Vec::new(),
        answers: vec![answer],
        object,
        place: Some(place.clone()),
    }
}

fn used(from: &Catalog, object: &ObjectName, gone: &ObjectName) -> Asked {
    let default = from.default_schema.as_deref();
    let (kind, gone) = (object.kind(), (gone.kind(), gone.told(default)));
    let object = Subject::of(from, object).to_string();
    let answer = format!("--drop {object}");
    Asked {
        kind,
        why: format!("{kind} `{object}` uses {} `{}`, which goes", gone.0, gone.1),
        advice: format!(
            "if it goes too, add `{answer}`; if not, change it in a migration before this one"
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
    let told = constraint.told(from.default_schema.as_deref());
    let answers = [
        format!("--drop {object}"),
        format!("--keep '{kind} {told}'"),
    ];
    Asked {
        kind,
        why: format!("{kind} `{object}` is a foreign key without a `joinable!`"),
        advice: format!(
            "if it goes, add `{}`; if it stays, `{}`, or `keep = [\"{kind} {told}\"]` in \
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

/// Statements that nobody allowed.
pub(super) fn hazards(error: &Error, statements: &[(String, String)]) -> Diagnosis {
    let causes = statements.iter().map(|(sql, why)| format!("{why}: {sql}"));
    Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        causes: causes.collect(),
        advice: vec![
            "nothing was written; if that is what you want, add `--allow data-loss`".to_owned(),
        ],
        ..Diagnosis::default()
    }
}

/// Why there is no way.
pub(super) fn blocked(error: &Error, blocked: &Blocked) -> Diagnosis {
    let diagnosis = Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        ..Diagnosis::default()
    };
    let way = |direction: &Direction| match direction {
        Direction::Up => "the way there",
        Direction::Down => "the way back",
    };
    match blocked {
        Blocked::Impossible(impossible) => Diagnosis {
            causes: impossible
                .iter()
                .map(|one| format!("{} `{}`: {}", one.object.kind(), one.object, one.reason))
                .collect(),
            advice: vec!["write that migration by hand with `new`, and try it with `prove`".to_owned()],
            ..diagnosis
        },
        Blocked::Refused {
            step,
            direction,
            error,
        } => Diagnosis {
            causes: vec![
                format!("the scratch database refused a statement on {}", way(direction)),
                error.message.clone(),
                step.sql.clone(),
            ],
            code: error.code.clone(),
            detail: error.detail.clone(),
            hint: error.hint.clone(),
            ..diagnosis
        },
        Blocked::Short { direction, changes } => Diagnosis {
            causes: std::iter::once(format!("{} falls short", way(direction)))
                .chain(changes.iter().map(|change| format!("still open: {change}")))
                .collect(),
            advice: vec![
                "this is a fault of this command: please report it with the schema; meanwhile write \
                 the migration by hand with `new`, and try it with `prove`"
                    .to_owned(),
            ],
            ..diagnosis
        },
    }
}

/// What the proof found.
pub(super) fn not_proved(error: &Error, problems: &[String]) -> Diagnosis {
    Diagnosis {
        kind: kind(error),
        message: error.to_string(),
        causes: problems.to_vec(),
        ..Diagnosis::default()
    }
}
