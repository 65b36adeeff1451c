//! Chooses what is judged. All migrations are read, also those before: they tell what was there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use glowplug::Version;
use glowplug::source::{Body, Migration};
use glowplug_lint::Subject;
use glowplug_schema::nearest;

use crate::error::{Error, Result};
use crate::git::Repository;

/// The number that migrations share which are applied in one run.
const ONE_RUN: usize = 1;

/// Returns all migrations, of which those after a version or commit are judged.
///
/// # Errors
/// Neither a version nor a commit; a `git` that fails.
pub(super) fn since(since: &str, folder: &Path, migrations: &[Migration]) -> Result<Vec<Subject>> {
    let found = migrations.iter().position(|it| is_version(it, since));
    let is_new: Vec<bool> = match found {
        Some(last) => (0..migrations.len()).map(|number| number > last).collect(),
        None => changed(&changed_files(since, folder)?, migrations),
    };
    let subjects = migrations.iter().zip(is_new);
    let subjects = subjects.filter_map(|(migration, is_new)| {
        let mut subject = Subject::of(migration)?;
        subject.is_checked = is_new;
        subject.batch = if is_new { ONE_RUN } else { 0 };
        Some(subject)
    });
    Ok(subjects.collect())
}

/// Returns all migrations, of which those after this version are judged.
///
/// # Errors
/// There is no such version.
pub(super) fn after(version: &str, migrations: &[Migration]) -> Result<Vec<Subject>> {
    let Some(last) = migrations.iter().position(|it| is_version(it, version)) else {
        return Err(Error::usage(
            format!("`since` in `[lint]` names no migration: `{version}`"),
            "name the newest version whose migrations are not to be judged",
        ));
    };
    let subjects = migrations.iter().enumerate();
    let subjects = subjects.filter_map(|(number, migration)| {
        let is_checked = number > last;
        Some(Subject {
            is_checked,
            ..Subject::of(migration)?
        })
    });
    Ok(subjects.collect())
}

/// Returns the files in a folder that differ from a commit.
fn changed_files(since: &str, folder: &Path) -> Result<Vec<PathBuf>> {
    let files = match Repository::around(folder) {
        Ok(repository) => repository.changed_since(since, folder)?,
        Err(_) => None,
    };
    files.ok_or_else(|| {
        Error::usage(
            format!("`{since}` is neither a version nor a commit, branch or tag of git"),
            "name a version that `status` lists, or what `git rev-parse` knows; in CI, fetch the \
             branch first",
        )
    })
}

/// Returns of each migration whether one of these files is in its folder.
fn changed(files: &[PathBuf], migrations: &[Migration]) -> Vec<bool> {
    let folders: BTreeSet<PathBuf> = files
        .iter()
        .filter_map(|file| file.parent())
        .map(real)
        .collect();
    let own = migrations.iter().map(folder_of);
    own.map(|folder| folder.is_some_and(|folder| folders.contains(&real(folder))))
        .collect()
}

/// Returns all migrations and the given files, of which those with these versions and paths are
/// judged; all migrations if none is named.
///
/// # Errors
/// A name that is neither a version nor a path.
pub(super) fn named(names: &[String], migrations: &[Migration]) -> Result<Vec<Subject>> {
    let mut wanted = vec![names.is_empty(); migrations.len()];
    let mut files: Vec<(usize, Subject)> = Vec::new();
    for name in names {
        match place(name, migrations)? {
            Place::Migrations(numbers) => numbers.into_iter().for_each(|it| wanted[it] = true),
            Place::File { after, subject } => files.push((after, subject)),
        }
    }
    let mut subjects = Vec::new();
    for (number, migration) in migrations.iter().enumerate() {
        subjects.extend(Subject::of(migration).map(|subject| Subject {
            is_checked: wanted[number],
            ..subject
        }));
        let own = files.iter().filter(|(after, _)| *after == number);
        subjects.extend(own.map(|(_, subject)| subject.clone()));
    }
    let others = files
        .into_iter()
        .filter(|(after, _)| *after >= migrations.len());
    subjects.extend(others.map(|(_, subject)| subject));
    Ok(subjects)
}

/// What a name stands for.
enum Place {
    Migrations(Vec<usize>),
    /// A file that is applied after this migration, if at all.
    File {
        after: usize,
        subject: Subject,
    },
}

fn place(name: &str, migrations: &[Migration]) -> Result<Place> {
    if let Some(number) = migrations.iter().position(|it| is_version(it, name)) {
        return Ok(Place::Migrations(vec![number]));
    }
    let path = Path::new(name);
    if path.is_dir() {
        let folder = real(path);
        let inside = migrations.iter().enumerate().filter(|(_, migration)| {
            folder_of(migration).is_some_and(|own| real(own).starts_with(&folder))
        });
        let numbers: Vec<usize> = inside.map(|(number, _)| number).collect();
        return match numbers.is_empty() {
            true => Err(Error::usage(
                format!("there is no migration in `{name}`"),
                "name a version, a folder of migrations, or a SQL file",
            )),
            false => Ok(Place::Migrations(numbers)),
        };
    }
    match path.is_file() {
        true => Ok(file(path, migrations)),
        false => Err(missing(name, migrations)),
    }
}

/// Returns the migration that a file applies, or else the file.
fn file(path: &Path, migrations: &[Migration]) -> Place {
    let wanted = real(path);
    let owner = migrations.iter().position(|migration| {
        folder_of(migration).is_some_and(|folder| wanted.parent() == Some(&real(folder)))
    });
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match owner {
        Some(number) if !name.starts_with("down") => Place::Migrations(vec![number]),
        owner => {
            let wrapped = owner.is_none_or(|number| migrations[number].run_in_transaction);
            Place::File {
                after: owner.unwrap_or(usize::MAX),
                subject: Subject::file(path).in_transaction(wrapped),
            }
        }
    }
}

fn missing(name: &str, migrations: &[Migration]) -> Error {
    let versions = migrations.iter().map(|it| it.version.as_str());
    let names = migrations.iter().map(|it| it.name.as_str());
    let advice = match nearest(name, versions.chain(names)).first() {
        Some(near) => format!("did you mean `{near}`? `status` lists all versions"),
        None => "name a version, a folder of migrations, or a SQL file".to_owned(),
    };
    Error::usage(format!("`{name}` is neither a version nor a path"), advice)
}

fn is_version(migration: &Migration, name: &str) -> bool {
    let version = Version::of_folder(name);
    migration.name == name
        || migration.version == version
        || migration.version.is_same_number(&version)
}

fn folder_of(migration: &Migration) -> Option<&Path> {
    match &migration.body {
        Body::Sql(scripts) => scripts.up.path().parent(),
        Body::Code(_) => None,
    }
}

/// Returns the path without links; a path that does not exist stays as it is.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
