//! Prints the tour's output: numbered steps, and aligned facts below each.

use std::fmt::Display;
use std::future::Future;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// Prints a line. If the reader has closed the pipe (`cargo tour | head`), the tour must still
/// remove its rows, so a failure to write is ignored.
pub(crate) fn line(text: impl Display) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Prints a fact below the current step.
pub(crate) fn fact(name: &str, value: impl Display) {
    line(format_args!("   {name:<10} {value}"));
}

/// Counts the steps.
#[derive(Default)]
pub(crate) struct Steps(u32);

impl Steps {
    /// Runs one step: prints its title, the facts that `work` prints, and the time it took.
    pub(crate) async fn run<T>(
        &mut self,
        title: &'static str,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        self.0 += 1;
        line(format_args!("\n{}. {title}", self.0));
        let start = Instant::now();
        let done = work
            .await
            .with_context(|| format!("step {} failed", self.0))?;
        fact("took", duration(start.elapsed()));
        Ok(done)
    }
}

/// Prints an error and its causes, without a backtrace.
pub(crate) fn failure(error: &anyhow::Error) {
    let mut text = format!("\nerror: {error}");
    for cause in error.chain().skip(1) {
        text += &format!("\n{cause}");
    }
    let _ = writeln!(io::stderr(), "{text}");
}

fn duration(time: Duration) -> String {
    match time.as_millis() {
        0 => "less than 1 ms".into(),
        ms @ 1..=999 => format!("{ms} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// Formats a number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}

/// Returns the first letters of a key, and its length: enough to distinguish two keys.
pub(crate) fn masked(key: &str) -> String {
    let start: String = key.chars().take(4).collect();
    format!("{start}… ({} characters)", key.chars().count())
}
