//! Parses the command line, runs the command, and maps its outcome to an exit code.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};
use glowplug::model::mask;
use regex::Regex;
use serde_json::json;
use tokio::runtime::Builder;

use crate::commands::Command;
use crate::context::Context;
use crate::diagnosis;
use crate::environment::Environment;
use crate::error::{Error, Outcome, Result};
use crate::global::{Global, Presentation};
use crate::habits;
use crate::output::{Output, print_error};
use crate::text::trusted;

/// Schema migrations for Diesel projects on PostgreSQL, SQLite and MySQL
///
/// Uses the migrations folder and the version table of the `diesel` command; both commands work on
/// one project, in any order. Results go to standard output, everything else to standard error.
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
  glowplug init                       create the folders and the database
  glowplug new create_users           create an empty migration
  glowplug up                         apply pending migrations
  glowplug status                     show what is applied and what is pending
  glowplug down                       revert the last batch

Exit codes:
  0  success, or nothing to do
  1  failure
  2  wrong usage, or an open question
  3  a check found differences"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// The options for presentation alone, among anything else.
#[derive(Parser)]
#[command(disable_help_flag = true, disable_version_flag = true)]
struct Lenient {
    #[command(flatten)]
    presentation: Presentation,
    /// Arguments that are not options.
    #[arg(hide = true)]
    rest: Vec<OsString>,
}

/// Runs the command line. Returns the exit code.
pub(crate) fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let error = habits::explain(error, &arguments);
            return misread(&error, presentation(&arguments));
        }
    };
    let fallback = Output::new(&cli.global.presentation, &Environment::none());
    match run(cli) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            diagnosis::print(&error, fallback);
            error.code()
        }
    }
}

fn run(cli: Cli) -> Result<Outcome> {
    let context = Context::new(cli.global)?;
    // One thread is enough for one connection, and starts quickly.
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::io("start", Path::new("the runtime")))?;
    let outcome = runtime.block_on(cli.command.run(&context, Cli::command));
    // Dropping the runtime would wait for a SQLite statement that still runs on its own thread.
    std::mem::forget(runtime);
    outcome
}

/// Prints what is wrong with the arguments, or the requested help or version. An argument may be a database
/// URL in the wrong position: no password is repeated.
fn misread(error: &clap::Error, presentation: Presentation) -> ExitCode {
    let output = Output::new(&presentation, &Environment::none());
    let is_help = !error.use_stderr();
    let paint = if is_help {
        output.paint
    } else {
        output.error_paint
    };
    let text = match paint.is_on() && !output.json {
        true => trusted(&colors_only(&error.render().ansi().to_string())),
        false => error.render().to_string(),
    };
    let text = mask(&text);
    if is_help {
        let _ = match (output.json, error.kind()) {
            (true, ErrorKind::DisplayVersion) => {
                output.json(&json!({ "version": env!("CARGO_PKG_VERSION") }))
            }
            (true, _) => output.json(&json!({ "help": text.trim_end() })),
            (false, _) => output.line(text.trim_end()),
        };
        return ExitCode::SUCCESS;
    }
    if output.json {
        let text = text.trim().trim_start_matches("error: ");
        let (message, advice) = text.split_once("\n\n").unwrap_or((text, ""));
        let _ = output.json(&json!({ "error": {
            "kind": "usage", "message": message, "advice": [advice],
        }}));
    } else {
        print_error(text.trim_end());
    }
    ExitCode::from(2)
}

/// Escapes all escape sequences but colors, because arguments are repeated in the text.
fn colors_only(text: &str) -> String {
    let colors = Regex::new("\u{1b}(\\[[0-9;]*m)?").expect("a pattern");
    let kept = |found: &regex::Captures<'_>| match found.get(1) {
        Some(_) => found[0].to_owned(),
        None => "\\x1b".to_owned(),
    };
    colors.replace_all(text, kept).into_owned()
}

/// Returns the options for presentation from arguments that are wrong, or that ask for help: clap
/// parses only these options, after the arguments it does not know were removed.
fn presentation(arguments: &[OsString]) -> Presentation {
    let mut arguments = arguments.to_vec();
    loop {
        let error = match Lenient::try_parse_from(&arguments) {
            Ok(lenient) => return lenient.presentation,
            Err(error) => error,
        };
        let unknown = match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(unknown)) => unknown.as_str(),
            _ => "",
        };
        // A short option may be combined with others in one argument, or be followed by a value.
        let short = unknown
            .strip_prefix('-')
            .filter(|rest| rest.chars().count() == 1);
        let is_unknown = |argument: &OsString| {
            let argument = argument.to_string_lossy();
            let is_short = argument.starts_with('-') && !argument.starts_with("--");
            argument.split('=').next() == Some(unknown)
                || is_short && short.is_some_and(|short| argument.contains(short))
        };
        match arguments.iter().position(is_unknown) {
            Some(position) => drop(arguments.remove(position)),
            None => return Presentation::default(),
        }
    }
}
