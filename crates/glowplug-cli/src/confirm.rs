//! Asks before data is destroyed. On a remote database, its name must be typed.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use clap::Args;

use crate::connection::Target;
use crate::error::{Error, Question, Result};
use crate::output::{self, Output, print_error};

/// Confirmation given in advance.
#[derive(Args)]
#[command(next_help_heading = "Confirmation")]
pub(crate) struct Consent {
    /// Do not ask, for a database on this machine
    #[arg(short, long)]
    pub(crate) yes: bool,

    /// Do not ask, for the database of this name, also on another machine
    #[arg(long, value_name = "DATABASE")]
    pub(crate) confirm: Option<String>,
}

/// When to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// For a remote database only: a local one can be rebuilt from its migrations.
    Remote,
    /// Always.
    Always,
}

/// Asks for confirmation, unless an option gives it.
///
/// # Errors
/// `Question` if there is no terminal, or the answer was no; `Usage` if `--confirm` names another
/// database.
pub(crate) fn confirm(
    target: &Target,
    output: &Output,
    consent: &Consent,
    care: Care,
    what: &str,
    affected: Vec<String>,
) -> Result<()> {
    let database = target.address.database_name();
    let local = target.address.is_local();
    if let Some(name) = &consent.confirm {
        return if *name == database {
            Ok(())
        } else {
            Err(Error::usage(
                format!("`--confirm` names `{name}`, but the database is `{database}`"),
                "nothing was changed; check that this is the right database",
            ))
        };
    }
    if local && (consent.yes || care == Care::Remote) {
        return Ok(());
    }
    ask(question(target, what, affected), output, local)
}

/// Builds the question whether to change a database.
fn question(target: &Target, what: &str, affected: Vec<String>) -> Question {
    let database = target.address.database_name();
    let (place, answer) = match target.address.is_local() {
        true => ("on this machine", "--yes".to_owned()),
        false => ("remote", format!("--confirm {database}")),
    };
    let address = &target.address;
    Question {
        message: format!("{what} the database `{database}` ({address}, {place})"),
        answer,
        database,
        affected,
    }
}

/// Asks at the terminal: yes or no for a local database, the name of a remote one.
fn ask(question: Question, output: &Output, local: bool) -> Result<()> {
    if output.json || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Error::Question(question));
    }
    print_error(&format!("{}.", question.message));
    for name in &question.affected {
        print_error(&format!("  {name}"));
    }
    let prompt = if local {
        "Continue? [y/N] ".to_owned()
    } else {
        format!("Type `{}` to continue: ", question.database)
    };
    let typed = read_line(&prompt)?;
    let agreed = if local {
        matches!(typed.to_lowercase().as_str(), "y" | "yes")
    } else {
        typed == question.database
    };
    if agreed {
        Ok(())
    } else {
        Err(Error::Question(question))
    }
}

/// Reads a line from the terminal.
///
/// # Errors
/// If standard input cannot be read.
pub(crate) fn read_line(prompt: &str) -> Result<String> {
    output::prompt(prompt);
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(Error::io("read", Path::new("standard input")))?;
    Ok(line.trim().to_owned())
}
