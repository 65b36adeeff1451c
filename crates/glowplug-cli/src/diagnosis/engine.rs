//! Diagnoses of the engine's errors.

use std::fs;
use std::path::Path;

use glowplug::Error;
use glowplug::error::{
    Class, Direction, Excerpt, Failure, FileProblem, Location, ProblemPlace, ServerError,
};

use super::{Diagnosis, RunEffects, causes, words};

/// Returns the diagnosis of an error of the engine.
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
        Error::Files(problems) | Error::TooDeep(problems) => files(problems, advice),
        Error::Scratch(inner) | Error::Confined(inner) => in_scratch(inner, advice),
        Error::NoScratch { source, .. }
        | Error::NotConfined { source, .. }
        | Error::DatabasePrivilege { source, .. } => Diagnosis {
            message: error.to_string(),
            causes: vec![source.message.clone()],
            advice,
            ..server(source)
        },
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
        Error::Untrusted(_) => "untrusted",
        Error::UnknownVersion { .. } => "unknown-version",
        Error::Irreversible(_) => "irreversible",
        Error::OutcomeUnknown(_) => "outcome-unknown",
        Error::Io { .. } => "io",
        Error::Patch { .. } => "patch",
        Error::Usage(_) => "usage",
        _ => "engine",
    }
}

/// Returns the diagnosis of a failure in a scratch database, whose state does not matter.
fn in_scratch(inner: &Error, advice: Vec<String>) -> Diagnosis {
    let diagnosis = diagnose(inner);
    Diagnosis {
        message: format!("{} in a scratch database", diagnosis.message),
        effects: RunEffects::default(),
        advice,
        ..diagnosis
    }
}

/// Returns the diagnosis of a failed `query`.
pub(super) fn query(sql: &str, write: bool, error: &ServerError) -> Diagnosis {
    let advice = match error.class {
        Class::ReadOnly if !write => vec!["to allow changes, add `--write`".to_owned()],
        Class::Missing => vec!["`tables` lists what exists".to_owned()],
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

/// Returns the location of an offset in a statement typed by the user.
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

/// Returns the diagnosis of one or several problems in files.
fn files(problems: &[FileProblem], advice: Vec<String>) -> Diagnosis {
    if let Some(diagnosis) = nested(problems) {
        return diagnosis;
    }
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
            "{} problems in the migration files; nothing was run",
            problems.len()
        ),
        related: related.collect(),
        ..Diagnosis::default()
    }
}

/// Returns the diagnosis of folders that contain migrations but are not migrations themselves:
/// usually one folder per database.
fn nested(problems: &[FileProblem]) -> Option<Diagnosis> {
    let folders = problems.iter().filter_map(|problem| match &problem.place {
        ProblemPlace::Paths(paths) => paths.first().filter(|path| holds_migrations(path)),
        ProblemPlace::Point(_) => None,
    });
    let folders: Vec<String> = folders.map(|path| path.display().to_string()).collect();
    if folders.is_empty() {
        return None;
    }
    let options = folders
        .iter()
        .map(|path| format!("`--migrations-dir {path}`"));
    let listed = folders.iter().map(|path| format!("`{path}`"));
    let listed = listed.collect::<Vec<_>>().join(" and ");
    Some(Diagnosis {
        kind: "files",
        message: match folders.len() {
            1 => format!("{listed} is not a migration: it contains migrations"),
            _ => format!("{listed} are not migrations: they contain migrations"),
        },
        advice: vec![
            format!(
                "choose one with {}, or with `[migrations_directory]` in `diesel.toml`",
                options.collect::<Vec<_>>().join(" or ")
            ),
            "nothing was run".to_owned(),
        ],
        ..Diagnosis::default()
    })
}

/// Returns true if a folder is not a migration, but contains one.
fn holds_migrations(folder: &Path) -> bool {
    let is_migration = |path: &Path| {
        let ups = ["up.sql", "up.postgres.sql", "up.sqlite.sql", "up.mysql.sql"];
        ups.iter().any(|up| path.join(up).is_file())
    };
    let below = fs::read_dir(folder).into_iter().flatten().flatten();
    !is_migration(folder)
        && below
            .map(|entry| entry.path())
            .any(|path| is_migration(&path))
}

fn file(problem: &FileProblem) -> Diagnosis {
    let (location, causes) = match &problem.place {
        // An empty file has no line to show.
        ProblemPlace::Point(location) if location.excerpt.text.is_empty() => {
            (Some((**location).clone()), vec![location.to_string()])
        }
        ProblemPlace::Point(location) => (Some((**location).clone()), Vec::new()),
        ProblemPlace::Paths(paths) => {
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

/// Returns the code, detail and hint of the server.
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

/// Returns the meaning of the error, and the server's message.
fn explained(error: &ServerError) -> Vec<String> {
    let meaning = words::running(error.class).map(str::to_owned);
    let context = error.context.as_ref().map(|text| format!("in {text}"));
    meaning
        .into_iter()
        .chain([error.message.clone()])
        .chain(context)
        .collect()
}

/// Returns the diagnosis of a failed migration.
fn migration(failure: &Failure) -> Diagnosis {
    Diagnosis {
        message: failed(failure),
        causes: explained(&failure.error),
        location: failure.location.clone(),
        effects: RunEffects {
            down: failure.direction == Direction::Down,
            done: failure.done.clone(),
            not_done: not_done(failure),
            reverted: failure.reverted.clone(),
            restored: failure.kept_applied.clone(),
        },
        ..server(&failure.error)
    }
}

/// Formats the name of the failed migration, and the location.
fn failed(failure: &Failure) -> String {
    let mut message = match failure.direction {
        Direction::Up => format!("`{}` failed", failure.migration),
        Direction::Down => format!("`{}` could not be reverted", failure.migration),
    };
    if let Some((number, of)) = failure.statement {
        message.push_str(&format!(" at statement {number} of {of}"));
    }
    if failure.at_commit {
        message = "the commit of these migrations failed".to_owned();
    }
    if failure.attempts > 1 {
        message.push_str(&format!(" after {} attempts", failure.attempts));
    }
    message
}

/// Returns the migrations that were not applied, or not reverted, each with the reason.
fn not_done(failure: &Failure) -> Vec<(String, &'static str)> {
    const ROLLED_BACK: &str = "rolled back";
    let undone = failure.rolled_back.iter();
    let mut not_done: Vec<_> = undone.map(|name| (name.clone(), ROLLED_BACK)).collect();
    let why = match (failure.at_commit, failure.statements_done) {
        (true, _) => ROLLED_BACK,
        (false, 0) => "failed",
        (false, _) => "failed halfway",
    };
    not_done.push((failure.migration.clone(), why));
    // Migrations that a redo would have reverted and applied again are listed twice.
    for name in &failure.not_reached {
        if not_done.iter().all(|(listed, _)| listed != name) {
            not_done.push((name.clone(), "not reached"));
        }
    }
    not_done.retain(|(name, _)| !failure.kept_applied.contains(name));
    not_done
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
