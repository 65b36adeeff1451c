//! Reads the command line, runs the command, and turns its end into an exit code.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser};
use serde_json::json;
use tokio::runtime::Builder;

use crate::commands::Command;
use crate::context::Context;
use crate::environment::Environment;
use crate::error::{Ending, Error, Result};
use crate::global::Global;
use crate::output::{Output, Paint, complain};
use crate::{connection, report};

/// The schema of a Diesel project on PostgreSQL, SQLite or MySQL: write migrations, apply them in
/// batches, roll them back, and see who did what
///
/// Works on the folders and the table of applied versions that the `diesel` command uses, in any
/// order with it. Answers go to standard output, everything else to standard error.
#[derive(Parser)]
#[command(
    name = "glowplug",
    bin_name = "glowplug",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  glowplug init                       make the folders and the database
  glowplug new create_users           write a migration
  glowplug up                         apply what is pending
  glowplug status                     see what is applied
  glowplug down                       revert the last batch

Exit codes:
  0  done, or nothing to do
  1  failed
  2  wrong usage, or a question left open
  3  a check found something"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Everything, from the arguments to the exit code.
pub(crate) fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    let cli = match parse(&arguments) {
        Ok(cli) => cli,
        Err(error) => return misread(&error, asks_for_json(&arguments)),
    };
    let fallback = Output::new(&cli.global, &Environment::none());
    match run(cli) {
        Ok(ending) => ending.into(),
        Err(error) => {
            report::tell(&error, fallback);
            error.code()
        }
    }
}

fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let command = Cli::command().color(color(arguments));
    Cli::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

fn run(cli: Cli) -> Result<Ending> {
    let context = Context::new(cli.global)?;
    // One thread is enough for one connection, and quick to start.
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| Error::Io {
            action: "start",
            path: "the runtime".into(),
            source,
        })?;
    let ended = runtime.block_on(cli.command.run(&context));
    // A statement of SQLite that still runs on a thread of its own must not hold us up: dropping
    // its future, and with it the runtime, would wait for it.
    std::mem::forget(runtime);
    ended
}

/// Tells what is wrong with the arguments, or prints the help that was asked for. An argument may
/// be an address at the wrong place: no password is repeated.
fn misread(error: &clap::Error, json: bool) -> ExitCode {
    let text = if json || !paints(error) {
        error.render().to_string()
    } else {
        error.render().ansi().to_string()
    };
    let text = connection::mask(&text);
    let output = Output::plain(json);
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let _ = output.line(text.trim_end());
        return ExitCode::SUCCESS;
    }
    if json {
        let text = text.trim().trim_start_matches("error: ");
        let (message, advice) = text.split_once("\n\n").unwrap_or((text, ""));
        let _ = output.json(&json!({ "error": {
            "kind": "usage", "message": message, "advice": [advice],
        }}));
    } else {
        complain(text.trim_end());
    }
    ExitCode::from(2)
}

fn paints(error: &clap::Error) -> bool {
    let terminal = if error.use_stderr() {
        io::stderr().is_terminal()
    } else {
        io::stdout().is_terminal()
    };
    match color(&env::args_os().collect::<Vec<_>>()) {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal && env::var_os("NO_COLOR").is_none_or(|on| on.is_empty()),
    }
}

/// Help is printed before the options are read as a whole.
fn color(arguments: &[OsString]) -> ColorChoice {
    let after = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1)?.to_str()
    };
    let choice = arguments
        .iter()
        .find_map(|argument| argument.to_str()?.strip_prefix("--color="))
        .or_else(|| after("--color"));
    choice
        .and_then(|choice| choice.parse().ok())
        .unwrap_or(ColorChoice::Auto)
}

fn asks_for_json(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .skip(1)
        .take_while(|argument| *argument != "--")
        .any(|argument| argument == "--json")
}

impl Output {
    /// For what is said before the options are known.
    fn plain(json: bool) -> Self {
        Self {
            json,
            quiet: false,
            verbose: false,
            paint: Paint::new(false, false),
            error_paint: Paint::new(false, false),
        }
    }
}
