use glowplug::Error;
use glowplug::error::{
    Class, Direction, Excerpt, Failure, FileProblem, Location, Place, ServerError,
};

use super::{Diagnosis, Outcome, causes, words};

/// What an error of the engine says.
pub(super) fn diagnose(error: &Error) -> Diagnosis {
    let advice = error.advice();
    match error {
        Error::Connect { address, source } => Diagnosis {
            message: words::connecting(source.class, address),
            causes: vec![source.message.clone()],
            advice,
            ..server(source)
        },
        Error::Server { source, .. } => Diagnosis {
            message: error.to_string(),
            causes: explained(source),
            advice,
            ..server(source)
        },
        Error::Migration(failure) => Diagnosis {
            advice,
            ..migration(failure)
        },
        Error::Files(problems) => files(problems, advice),
        _ => Diagnosis {
            kind: kind(error),
            message: error.to_string(),
            causes: causes(error),
            advice,
            ..Diagnosis::default()
        },
    }
}

const fn kind(error: &Error) -> &'static str {
    match error {
        Error::Address(_) => "address",
        Error::Locked { .. } => "locked",
        Error::Pooler { .. } => "pooler",
        Error::Attention(_) => "attention",
        Error::UnknownVersion { .. } => "unknown-version",
        Error::Irreversible(_) => "irreversible",
        Error::OutcomeUnknown(_) => "outcome-unknown",
        Error::Io { .. } => "io",
        Error::Usage(_) => "usage",
        _ => "engine",
    }
}

/// What the error of a statement that somebody typed says.
pub(super) fn query(sql: &str, write: bool, error: &ServerError) -> Diagnosis {
    let advice = match error.class {
        Class::ReadOnly if !write => vec!["add `--write` if it is to change something".to_owned()],
        Class::Missing => vec!["`tables` lists what is there".to_owned()],
        _ => Vec::new(),
    };
    Diagnosis {
        message: "the statement failed".to_owned(),
        causes: explained(error),
        location: error.offset.and_then(|offset| point(sql, offset)),
        advice,
        ..server(error)
    }
}

/// A place in a typed statement.
fn point(sql: &str, offset: usize) -> Option<Location> {
    let before = sql.get(..offset)?;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Some(Location {
        path: "SQL".into(),
        line: number(before.matches('\n').count() + 1),
        column: number(before[line_start..].chars().count() + 1),
        excerpt: Excerpt {
            first_line: 1,
            text: sql.to_owned(),
            marked: offset..offset,
        },
    })
}

/// One problem with the files, or each of several under its own place.
fn files(problems: &[FileProblem], advice: Vec<String>) -> Diagnosis {
    if let [problem] = problems {
        return Diagnosis {
            advice,
            ..file(problem)
        };
    }
    let related = problems.iter().map(|problem| Diagnosis {
        advice: vec![problem.advice.clone()],
        ..file(problem).sourced()
    });
    Diagnosis {
        kind: "files",
        message: format!(
            "{} problems in the files of migrations; nothing was run",
            problems.len()
        ),
        related: related.collect(),
        ..Diagnosis::default()
    }
}

fn file(problem: &FileProblem) -> Diagnosis {
    let (location, causes) = match &problem.place {
        // An empty file has no line to show.
        Place::Point(location) if location.excerpt.text.is_empty() => {
            (Some((**location).clone()), vec![location.to_string()])
        }
        Place::Point(location) => (Some((**location).clone()), Vec::new()),
        Place::Paths(paths) => {
            let paths = paths.iter().map(|path| path.display().to_string());
            let unsaid = paths.filter(|path| !problem.message.contains(path.as_str()));
            (None, unsaid.collect())
        }
    };
    Diagnosis {
        kind: "files",
        message: problem.message.clone(),
        causes,
        location,
        ..Diagnosis::default()
    }
}

/// What the server said beside its message.
fn server(error: &ServerError) -> Diagnosis {
    Diagnosis {
        kind: words::kind(error.class),
        code: error.code.clone(),
        detail: error.detail.clone(),
        hint: error.hint.clone(),
        blockers: error.blockers.iter().map(ToString::to_string).collect(),
        ..Diagnosis::default()
    }
}

/// The server's message, after what it means.
fn explained(error: &ServerError) -> Vec<String> {
    let meaning = words::running(error.class).map(str::to_owned);
    let context = error.context.as_ref().map(|text| format!("in {text}"));
    meaning
        .into_iter()
        .chain([error.message.clone()])
        .chain(context)
        .collect()
}

fn migration(failure: &Failure) -> Diagnosis {
    let mut message = format!("`{}` failed", failure.migration);
    if failure.direction == Direction::Down {
        message = format!("`{}` could not be reverted", failure.migration);
    }
    if let Some((number, of)) = failure.statement {
        message.push_str(&format!(" at statement {number} of {of}"));
    }
    if failure.at_commit {
        message = "the commit of these migrations failed".to_owned();
    }
    if failure.attempts > 1 {
        message.push_str(&format!(" after {} attempts", failure.attempts));
    }
    let why = |names: &[String], why: &'static str| -> Vec<(String, &'static str)> {
        names.iter().map(|name| (name.clone(), why)).collect()
    };
    let mut not_done = why(&failure.undone, "went back with the transaction");
    let failed = match failure.statements_done {
        0 => "failed",
        _ => "failed in the middle",
    };
    let failed = match failure.at_commit {
        true => "went back with the transaction",
        false => failed,
    };
    not_done.push((failure.migration.clone(), failed));
    // What was to be reverted and applied again comes twice.
    for name in &failure.not_reached {
        if not_done.iter().all(|(told, _)| told != name) {
            not_done.push((name.clone(), "not reached"));
        }
    }
    not_done.retain(|(name, _)| !failure.restored.contains(name));
    Diagnosis {
        message,
        causes: explained(&failure.error),
        location: failure.location.clone(),
        outcome: Outcome {
            down: failure.direction == Direction::Down,
            done: failure.done.clone(),
            not_done,
            reverted: failure.reverted.clone(),
            restored: failure.restored.clone(),
        },
        ..server(&failure.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_statement_counts_characters() {
        let location = point("SELECT 'é',\n 'ü' frm", 20).unwrap();
        assert_eq!((location.line, location.column), (2, 7));
        assert_eq!(point("SELECT", 99), None);
    }
}
