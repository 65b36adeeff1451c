//! Service files: addresses stored under a name.
//! <https://www.postgresql.org/docs/current/libpq-pgservice.html>

use std::fs;
use std::path::PathBuf;

use super::environment::Environment;
use super::parameters::{Parameters, unknown};
use super::{Result, wrong};

/// Adds the parameters of the named service that the address does not have.
pub(super) fn add(given: &mut Parameters, environment: &Environment<'_>) -> Result<()> {
    let named = match given.filled("service")? {
        Some(name) => Some(name.to_owned()),
        None => environment.get("PGSERVICE"),
    };
    let Some(name) = named else {
        return Ok(());
    };
    for file in files(given, environment)? {
        let Ok(text) = fs::read_to_string(file) else {
            continue;
        };
        if let Some(lines) = section(&text, &name) {
            return lines.iter().try_for_each(|line| add_line(given, line));
        }
    }
    Err(wrong(
        "the service that the database address names is in no service file: look at `PGSERVICE`, \
         `PGSERVICEFILE` and `~/.pg_service.conf`",
    ))
}

/// Returns the files in which services are looked up, in order: a file that is named replaces the
/// user's file.
fn files(given: &Parameters, environment: &Environment<'_>) -> Result<Vec<PathBuf>> {
    let named = match given.filled("servicefile")? {
        Some(file) => Some(file.to_owned()),
        None => environment.get("PGSERVICEFILE"),
    };
    let users = named
        .map(PathBuf::from)
        .or_else(|| environment.in_home(".pg_service.conf"));
    let folder = environment.get("PGSYSCONFDIR").map(PathBuf::from);
    let systems = folder.unwrap_or_else(|| "/etc/postgresql-common".into());
    Ok(users
        .into_iter()
        .chain([systems.join("pg_service.conf")])
        .collect())
}

/// Returns the lines of a section, without comments.
fn section<'a>(text: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let is_header = |line: &str| line.starts_with('[');
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.find(|line| {
        let header = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        header == Some(name)
    })?;
    Some(lines.take_while(|line| !is_header(line)).collect())
}

fn add_line(given: &mut Parameters, line: &str) -> Result<()> {
    let (name, value) = line
        .split_once('=')
        .ok_or_else(|| wrong("a line of the service file has no `=`"))?;
    if name == "service" {
        return Err(wrong("a service cannot name another service"));
    }
    given
        .set_missing(name, value)
        .ok_or_else(|| unknown(name, false))
}
