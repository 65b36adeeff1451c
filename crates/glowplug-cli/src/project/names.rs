//! Checks and creates names of migrations.

use std::fs;
use std::path::Path;

use chrono::Utc;
use glowplug::Version;

use super::snake_case;
use crate::error::{Error, Result};

/// The format of the time in versions of `diesel migration generate`.
const TIMESTAMP: &str = "%Y-%m-%d-%H%M%S";
/// Versions with more digits are timestamps.
const SEQUENTIAL_DIGITS: usize = 9;

/// Checks that a name is in snake_case and not taken. The error suggests another one.
///
/// # Errors
/// Wrong usage.
pub(crate) fn check(given: &str, taken: &[String]) -> Result<()> {
    let name = snake_case(given);
    let fits = name == given && name.starts_with(|c: char| c.is_ascii_lowercase());
    if !fits {
        let proposal = free(&propose(&name), taken);
        return Err(Error::usage(
            format!("`{}` is not in snake_case", given),
            format!("use `{proposal}`"),
        ));
    }
    match taken.iter().find(|folder| name_of(folder) == name) {
        Some(folder) => Err(Error::usage(
            format!("the name is taken by `{folder}`"),
            format!(
                "use `{}`, or name it after what it does",
                free(&name, taken)
            ),
        )),
        None => Ok(()),
    }
}

/// Returns the names of the existing folders.
pub(crate) fn folders(migrations: &Path) -> Result<Vec<String>> {
    let failed = || Error::io("read", migrations);
    let mut names = Vec::new();
    for entry in fs::read_dir(migrations).map_err(failed())? {
        let entry = entry.map_err(failed())?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names)
}

fn name_of(folder: &str) -> &str {
    folder.split_once('_').map_or("", |(_, name)| name)
}

/// Returns a name that begins with a letter.
fn propose(name: &str) -> String {
    let name = name.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    if name.is_empty() {
        "create_users".to_owned()
    } else {
        name.to_owned()
    }
}

/// Returns the name, or the first of `name_2`, `name_3`… that is free.
fn free(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| taken.iter().all(|folder| name_of(folder) != name);
    std::iter::once(name.to_owned())
        .chain((2_u32..).map(|number| format!("{name}_{number}")))
        .find(is_free)
        .unwrap_or_default()
}

/// Returns a version with the current time and the first free number, as Diesel does.
pub(crate) fn timestamp(taken: &[String]) -> String {
    let now = Utc::now().format(TIMESTAMP);
    let versions: Vec<Version> = taken.iter().map(|name| Version::of_folder(name)).collect();
    (0_u32..)
        .map(|number| format!("{now}-{number:04x}"))
        .find(|version| !versions.contains(&Version::of_folder(version)))
        .unwrap_or_default()
}

/// Returns the next sequential number, with at least three digits and as many as the others have.
pub(crate) fn next_number(taken: &[String]) -> Result<String> {
    let mut last = 0_u64;
    let mut digits = 3;
    for name in taken {
        let version = Version::of_folder(name);
        let text = version.as_str();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if text.len() > SEQUENTIAL_DIGITS {
            return Err(Error::usage(
                format!(
                    "`{name}` has a timestamp as its version, and a number would sort before it"
                ),
                "omit `--sequential`",
            ));
        }
        digits = digits.max(text.len());
        last = last.max(text.parse().unwrap_or(0));
    }
    Ok(format!("{:0digits$}", last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn numbers_go_on_with_the_digits_there_are() {
        assert_eq!(next_number(&[]).unwrap(), "001");
        let number = |names: &[&str]| next_number(&taken(names)).unwrap();
        assert_eq!(number(&["001_a", "009_b"]), "010");
        assert_eq!(number(&["999_a"]), "1000");
        assert_eq!(number(&["0041_a", "notes_x"]), "0042");
        assert!(next_number(&taken(&["2026-01-01-000000-0000_a"])).is_err());
    }

    #[test]
    fn a_taken_time_gets_a_later_number() {
        let first = timestamp(&[]);
        assert!(first.ends_with("-0000"), "{first}");
        // The same second, or the next one.
        let now = format!("{}-0000_x", Utc::now().format(TIMESTAMP));
        let next = Utc::now() + chrono::TimeDelta::seconds(1);
        let next = format!("{}-0000_y", next.format(TIMESTAMP));
        let second = timestamp(&taken(&[&now, &next]));
        assert!(second.ends_with("-0001"), "{second}");
    }

    #[test]
    fn a_taken_name_gets_a_free_proposal() {
        let taken = taken(&["001_a", "002_a_2"]);
        assert_eq!(free("a", &taken), "a_3");
        assert_eq!(free("b", &taken), "b");
        assert_eq!(propose("2_fast"), "fast");
    }
}
