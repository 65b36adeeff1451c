//! Asks before something is destroyed. What is remote is destroyed only when its name was typed.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;

use crate::connection::Target;
use crate::error::{Error, Question, Result};
use crate::output::{Output, complain};

/// Answers given in advance.
#[derive(Args)]
#[command(next_help_heading = "Answers in advance")]
pub(crate) struct Consent {
    /// Do not ask; enough for a database on this machine
    #[arg(short, long)]
    pub(crate) yes: bool,

    /// Do not ask; needed for a database on another machine
    #[arg(long, value_name = "DATABASE")]
    pub(crate) confirm: Option<String>,
}

/// How much a local database is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// It can be made again from the migrations: only a remote one is asked for.
    Remote,
    /// Everything goes: a local one is asked for too.
    Always,
}

/// Asks whether to do it, unless the answer is known.
///
/// # Errors
/// `Question` when nobody can be asked, or the answer was no; `Usage` when `--confirm` names
/// another database.
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
                format!("`--confirm` names `{name}`, and the database is `{database}`"),
                "nothing was done; check that this is the database you mean",
            ))
        };
    }
    if local && (consent.yes || care == Care::Remote) {
        return Ok(());
    }
    let place = if local {
        "on this machine"
    } else {
        "which is remote"
    };
    let question = Question {
        message: format!(
            "{what} the database `{database}` ({}, {place})",
            target.address
        ),
        answer: if local {
            "--yes".to_owned()
        } else {
            format!("--confirm {database}")
        },
        database,
        affected,
    };
    ask(question, output, local)
}

/// Asks on the terminal: yes or no for what is local, the name for what is remote.
fn ask(question: Question, output: &Output, local: bool) -> Result<()> {
    if output.json || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Error::Question(question));
    }
    complain(&format!("{}.", question.message));
    for name in &question.affected {
        complain(&format!("  {name}"));
    }
    let prompt = if local {
        "Go on? [y/N] ".to_owned()
    } else {
        format!("Type `{}` to go on: ", question.database)
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
/// A standard input that cannot be read.
pub(crate) fn read_line(prompt: &str) -> Result<String> {
    let mut stderr = io::stderr();
    let _ = write!(stderr, "{prompt}").and_then(|()| stderr.flush());
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|source| Error::Io {
            action: "read",
            path: "standard input".into(),
            source,
        })?;
    Ok(line.trim().to_owned())
}
