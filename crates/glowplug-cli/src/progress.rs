//! Shows the progress of a run, and records the progress of an interrupted one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use glowplug::Runner;
use glowplug::apply::RunEvent;
use glowplug::catalog::Catalog;
use glowplug::error::Direction;
use glowplug::plan::SegmentKind;
use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Error, Result, RunProgress};
use crate::output::{Output, print_error};
use crate::text::{count, duration, visible};

/// Observes a runner.
pub(crate) struct Monitor {
    progress: Arc<Mutex<RunProgress>>,
    bar: ProgressBar,
}

/// The maximum time for recording an interruption in the history.
const RECORD_TIMEOUT: Duration = Duration::from_secs(6);

impl Monitor {
    /// Observes a runner, and calls `before_change` with the schema that the run is about to
    /// change, if the runner reads it.
    pub(crate) fn attach(
        runner: Runner,
        output: Output,
        before_change: impl FnOnce(&Catalog) + Send + 'static,
    ) -> (Runner, Self) {
        let progress = Arc::new(Mutex::new(RunProgress::default()));
        let bar = bar(output);
        let (recorded, shown) = (Arc::clone(&progress), bar.clone());
        let before_change = Mutex::new(Some(before_change));
        let runner = runner.on_event(move |notice| {
            if let RunEvent::SchemaRead(before) = notice
                && let Some(before_change) = lock(&before_change).take()
            {
                before_change(before);
            }
            lock(&recorded).record(&notice);
            show(&notice, &shown, output);
        });
        (runner, Self { progress, bar })
    }

    /// Waits for a run, or for Ctrl-C. Dropping the run closes the connection, which rolls back
    /// what is not committed; then the interruption is recorded in the history, unless that takes
    /// too long.
    ///
    /// # Errors
    /// The run's error, or `Interrupted` with the committed migrations.
    pub(crate) async fn wait<T>(
        &self,
        runner: &mut Runner,
        run: impl AsyncFnOnce(&mut Runner) -> glowplug::Result<T>,
    ) -> Result<T> {
        let ended = tokio::select! {
            ended = run(runner) => Some(ended),
            Ok(()) = tokio::signal::ctrl_c() => None,
        };
        self.bar.finish_and_clear();
        if let Some(ended) = ended {
            return ended.map_err(Error::from);
        }
        let again = tokio::signal::ctrl_c();
        tokio::select! {
            _ = tokio::time::timeout(RECORD_TIMEOUT, runner.interrupted()) => {}
            _ = again => {}
        }
        Err(Error::Interrupted(lock(&self.progress).clone()))
    }
}

impl RunProgress {
    fn record(&mut self, notice: &RunEvent<'_>) {
        match notice {
            RunEvent::SegmentStarted { kind, .. } => {
                self.open.clear();
                self.by_statement = *kind == SegmentKind::Statements;
            }
            RunEvent::MigrationStarted {
                name, direction, ..
            } => self.open.push(match direction {
                Direction::Up => (*name).to_owned(),
                Direction::Down => format!("{name} (reverted)"),
            }),
            RunEvent::SegmentCommitted { .. } => self.committed.append(&mut self.open),
            // The segment is run again.
            RunEvent::Retrying { .. } => self.open.clear(),
            _ => {}
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns a spinner; it is hidden if standard error cannot show one.
fn bar(output: Output) -> ProgressBar {
    if !output.animates {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn show(notice: &RunEvent<'_>, bar: &ProgressBar, output: Output) {
    match notice {
        // Ticking takes a thread: one for all migrations of a segment, and none if the bar is
        // hidden.
        RunEvent::SegmentStarted { .. } if !bar.is_hidden() => {
            bar.enable_steady_tick(Duration::from_millis(100));
        }
        RunEvent::MigrationStarted {
            name, number, of, ..
        } => {
            bar.set_message(visible(&format!("[{number}/{of}] {name}")));
            if output.verbose {
                print(bar, &format!("-- {name}"));
            }
        }
        RunEvent::StatementStarted { number, of, sql } if output.verbose => {
            let text = format!("-- statement {number} of {of}\n{}", visible(sql));
            print(bar, &text);
        }
        RunEvent::MigrationFinished {
            name,
            duration: took,
            ..
        } if output.verbose => print(bar, &format!("-- {name}: {}", duration(*took))),
        RunEvent::SegmentCommitted { migrations } if output.verbose => {
            print(
                bar,
                &format!("-- committed {}", count(*migrations, "migration")),
            );
        }
        RunEvent::WaitingForRunner(_) | RunEvent::Retrying { .. } | RunEvent::Remark(_)
            if !output.quiet =>
        {
            print(bar, &remark(notice));
        }
        _ => {}
    }
}

/// Formats the notices that are shown both on a terminal and in the log of a deployment.
fn remark(notice: &RunEvent<'_>) -> String {
    match notice {
        RunEvent::WaitingForRunner(holder) => {
            visible(&format!("waiting for another run: {holder}"))
        }
        RunEvent::Retrying {
            name,
            blockers,
            attempt,
            of,
            pause,
        } => {
            let mut text = format!(
                "`{name}` did not get a lock in time (attempt {attempt} of {of}); retrying in {}",
                duration(*pause)
            );
            for blocker in *blockers {
                text.push_str(&format!("\n  held by {blocker}"));
            }
            visible(&text)
        }
        RunEvent::Remark(text) => visible(text),
        _ => String::new(),
    }
}

fn print(bar: &ProgressBar, text: &str) {
    bar.suspend(|| print_error(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_committed_is_recorded_as_such() {
        let mut progress = RunProgress::default();
        let started = |name| RunEvent::MigrationStarted {
            name,
            direction: Direction::Up,
            number: 1,
            of: 3,
        };
        let segment = |kind| RunEvent::SegmentStarted {
            kind,
            migrations: 2,
        };
        progress.record(&segment(SegmentKind::Transaction));
        progress.record(&started("a"));
        progress.record(&started("b"));
        assert_eq!(progress.committed, [""; 0]);
        progress.record(&RunEvent::SegmentCommitted { migrations: 2 });
        progress.record(&segment(SegmentKind::Statements));
        progress.record(&started("c"));
        assert_eq!(progress.committed, ["a", "b"]);
        assert_eq!(progress.open, ["c"]);
        assert!(progress.by_statement);
    }
}
