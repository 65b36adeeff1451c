//! What people and programs read: answers on standard output, everything else on standard error.

mod csv;
mod paint;
mod table;
mod words;

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use clap::ColorChoice;
use serde::Serialize;

pub(crate) use self::csv::csv;
pub(crate) use paint::Paint;
pub(crate) use table::{Align, Grid, Mark, terminal_width};
pub(crate) use words::{bytes, count, duration, milliseconds, plain};

use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::global::Global;

/// An answer: data for programs, and the same as text for people.
pub(crate) trait Answer: Serialize {
    /// The text, without a final newline; empty when there is nothing to say.
    fn text(&self, paint: Paint) -> String;
}

/// Where answers and remarks go, and in which form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// Programs read.
    pub(crate) json: bool,
    /// No progress and no remarks.
    pub(crate) quiet: bool,
    /// Every statement.
    pub(crate) verbose: bool,
    /// How standard output is painted.
    pub(crate) paint: Paint,
    /// How standard error is painted.
    pub(crate) error_paint: Paint,
}

impl Output {
    /// The output that the options ask for.
    pub(crate) fn new(global: &Global, environment: &Environment) -> Self {
        let wanted = |terminal: bool| match global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && environment.get("NO_COLOR").is_none(),
        };
        let terminals = (io::stdout().is_terminal(), io::stderr().is_terminal());
        Self {
            json: global.json,
            quiet: global.quiet,
            verbose: global.verbose,
            paint: Paint::new(wanted(terminals.0), terminals.0),
            error_paint: Paint::new(wanted(terminals.1), terminals.1),
        }
    }

    /// Prints an answer.
    ///
    /// # Errors
    /// `Output` when standard output is closed.
    pub(crate) fn answer(&self, answer: &impl Answer) -> Result<()> {
        if self.json {
            return self.json(answer);
        }
        let text = answer.text(self.paint);
        if text.is_empty() {
            return Ok(());
        }
        self.line(&text)
    }

    /// Prints data for programs.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub(crate) fn json(&self, data: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(data)
            .map_err(|error| Error::Output(io::Error::other(error)))?;
        self.line(&text)
    }

    /// Prints a line, or several.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub(crate) fn line(&self, text: &str) -> Result<()> {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.write_all(b"\n"))
            .and_then(|()| stdout.flush())
            .map_err(Error::Output)
    }

    /// Says something beside the answer.
    pub(crate) fn remark(&self, text: impl Display) {
        if !self.quiet {
            complain(&text.to_string());
        }
    }
}

/// Writes to standard error; when that is closed, nobody can be told.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
