//! Migrations with the same version.

use std::path::PathBuf;

use super::{Body, Migration};
use crate::error::{FileProblem, ProblemPlace};

/// Returns a problem for each group of migrations with the same version.
///
/// Versions that differ only in leading zeros (`1` and `01`) are rejected too: in Diesel they are
/// two versions, and their order is unclear.
pub(super) fn problems(sorted: &[Migration]) -> Vec<FileProblem> {
    sorted
        .chunk_by(|left, right| left.version.is_same_number(&right.version))
        .filter(|same| same.len() > 1)
        .map(problem)
        .collect()
}

fn problem(same: &[Migration]) -> FileProblem {
    let names: Vec<String> = same.iter().map(shown).collect();
    let version = &same[0].version;
    let message = if same.iter().all(|other| other.version == *version) {
        format!("{} have the same version, `{version}`", names.join(" and "))
    } else {
        format!(
            "the versions of {} are the same number, so their order is ambiguous",
            names.join(" and ")
        )
    };
    FileProblem {
        message,
        place: ProblemPlace::Paths(same.iter().filter_map(folder).collect()),
        advice: "give all but one of them another version; where it is applied already, say so \
                 of the new version with `mark --applied`"
            .to_owned(),
    }
}

fn shown(migration: &Migration) -> String {
    match folder(migration) {
        Some(path) => format!("`{}`", path.display()),
        None => format!("`{}` in Rust", migration.name),
    }
}

fn folder(migration: &Migration) -> Option<PathBuf> {
    match &migration.body {
        Body::Sql(scripts) => scripts.up.path().parent().map(PathBuf::from),
        Body::Code(_) => None,
    }
}
