//! Prints results to standard output, as text or JSON, and everything else to standard error.

mod csv;
mod paint;
mod table;

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use clap::ColorChoice;
use serde::Serialize;

pub(crate) use self::csv::{Cells, csv};
pub(crate) use paint::Paint;
pub(crate) use table::{Align, Grid, Mark, terminal_width};

use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::global::Presentation;
use crate::text::{escape_json, for_terminal};

/// The result of a command: data for programs, and the same as text for people.
pub(crate) trait Answer: Serialize {
    /// Returns the text, without a final newline; empty if there is nothing to print.
    fn text(&self, paint: Paint) -> String;

    /// Returns true if the text is the content of a file, which programs read as it is.
    fn is_document(&self) -> bool {
        false
    }
}

/// How results and notices are printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// Whether results are JSON.
    pub(crate) json: bool,
    /// Whether progress and notices are suppressed.
    pub(crate) quiet: bool,
    /// Whether statements are printed, and lists in full.
    pub(crate) verbose: bool,
    /// Whether progress may redraw a line of standard error.
    pub(crate) animates: bool,
    /// The style of standard output.
    pub(crate) paint: Paint,
    /// The style of standard error.
    pub(crate) error_paint: Paint,
}

impl Output {
    /// Creates the output for the options and the environment. A terminal that does not support
    /// escape sequences (`TERM=dumb`) is treated as a file.
    pub(crate) fn new(options: &Presentation, environment: &Environment) -> Self {
        let understands = environment.get("TERM").is_none_or(|name| name != "dumb");
        let plain = environment.get("NO_COLOR").is_some();
        let paint = |is_terminal: bool| {
            let terminal = is_terminal && understands;
            let colors = match options.color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => terminal && !plain,
            };
            Paint::new(colors, terminal)
        };
        let error_paint = paint(io::stderr().is_terminal());
        Self {
            json: options.json,
            quiet: options.quiet,
            verbose: options.verbose,
            animates: error_paint.terminal() && !plain && !options.quiet,
            paint: paint(io::stdout().is_terminal()),
            error_paint,
        }
    }

    /// Prints a result.
    ///
    /// # Errors
    /// `Output` if standard output is closed.
    pub(crate) fn answer(&self, answer: &impl Answer) -> Result<()> {
        if self.json {
            return self.json(answer);
        }
        let text = answer.text(self.paint);
        match answer.is_document() {
            _ if text.is_empty() => Ok(()),
            true => self.document(&text),
            false => self.line(&text),
        }
    }

    /// Prints data for programs.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub(crate) fn json(&self, data: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(data)
            .map_err(|error| Error::Output(io::Error::other(error)))?;
        write(&escape_json(&text))
    }

    /// Prints the content of a file: unchanged, but escaped on a terminal.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub(crate) fn document(&self, text: &str) -> Result<()> {
        match self.paint.terminal() {
            true => self.line(text),
            false => write(text),
        }
    }

    /// Prints one or more lines.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub(crate) fn line(&self, text: &str) -> Result<()> {
        write(&for_terminal(text))
    }

    /// Prints a notice, unless `--quiet` is given.
    pub(crate) fn notice(&self, text: impl Display) {
        if !self.quiet {
            print_error(&text.to_string());
        }
    }
}

fn write(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.write_all(b"\n"))
        .and_then(|()| stdout.flush())
        .map_err(Error::Output)
}

/// Prints to standard error. Failures are ignored, because they cannot be reported.
pub(crate) fn print_error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", for_terminal(text));
}

/// Prints a prompt to standard error.
pub(crate) fn prompt(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{}", for_terminal(text)).and_then(|()| stderr.flush());
}
