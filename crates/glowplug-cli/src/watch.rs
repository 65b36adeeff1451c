//! What happens during a run: progress for people, and a ledger of what an interrupted run kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use glowplug::Runner;
use glowplug::apply::Notice;
use glowplug::error::Direction;
use glowplug::plan::SegmentKind;
use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Error, Result};
use crate::output::{Output, complain, count, duration, plain};

/// What a run did so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// What is committed, by name.
    pub(crate) kept: Vec<String>,
    /// What is not committed yet, by name, the running one last.
    pub(crate) open: Vec<String>,
    /// Whether statements of the running migration are kept one by one.
    pub(crate) by_statement: bool,
}

/// Listens to a runner.
pub(crate) struct Watch {
    ledger: Arc<Mutex<Ledger>>,
    bar: ProgressBar,
}

impl Watch {
    /// Makes a runner tell what it does.
    pub(crate) fn on(runner: Runner, output: Output) -> (Runner, Self) {
        let ledger = Arc::new(Mutex::new(Ledger::default()));
        let bar = bar(output);
        let (heard, shown) = (Arc::clone(&ledger), bar.clone());
        let runner = runner.on_notice(move |notice| {
            lock(&heard).hear(&notice);
            show(&notice, &shown, output);
        });
        (runner, Self { ledger, bar })
    }

    /// Waits for a run, or for Ctrl-C. Dropping the run closes its connection, which rolls back
    /// what is not committed.
    ///
    /// # Errors
    /// The run's, or `Interrupted` with what was kept.
    pub(crate) async fn over<T>(
        &self,
        run: impl Future<Output = glowplug::Result<T>>,
    ) -> Result<T> {
        let ended = tokio::select! {
            ended = run => ended.map_err(Error::from),
            Ok(()) = tokio::signal::ctrl_c() => {
                Err(Error::Interrupted(lock(&self.ledger).clone()))
            }
        };
        self.bar.finish_and_clear();
        ended
    }
}

impl Ledger {
    fn hear(&mut self, notice: &Notice<'_>) {
        match notice {
            Notice::SegmentStarted { kind, .. } => {
                self.open.clear();
                self.by_statement = *kind == SegmentKind::Statements;
            }
            Notice::MigrationStarted {
                name, direction, ..
            } => self.open.push(match direction {
                Direction::Up => (*name).to_owned(),
                Direction::Down => format!("{name} (reverted)"),
            }),
            Notice::SegmentCommitted { .. } => self.kept.append(&mut self.open),
            // The segment starts again.
            Notice::Retrying { .. } => self.open.clear(),
            _ => {}
        }
    }
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A line on the terminal that moves; hidden where nobody looks.
fn bar(output: Output) -> ProgressBar {
    if output.quiet || !output.error_paint.terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn show(notice: &Notice<'_>, bar: &ProgressBar, output: Output) {
    match notice {
        // The ticking is a thread, so there is one for many migrations, and none for nobody.
        Notice::SegmentStarted { .. } if !bar.is_hidden() => {
            bar.enable_steady_tick(Duration::from_millis(100));
        }
        Notice::MigrationStarted {
            name, number, of, ..
        } => {
            bar.set_message(format!("[{number}/{of}] {name}"));
            if output.verbose {
                say(bar, &format!("-- {name}"));
            }
        }
        Notice::StatementStarted { number, of, sql } if output.verbose => {
            let text = format!("-- statement {number} of {of}\n{}", plain(sql));
            say(bar, &text);
        }
        Notice::MigrationFinished {
            name,
            duration: took,
            ..
        } if output.verbose => say(bar, &format!("-- {name}: {}", duration(*took))),
        Notice::SegmentCommitted { migrations } if output.verbose => {
            say(
                bar,
                &format!("-- committed {}", count(*migrations, "migration")),
            );
        }
        Notice::WaitingForRunner(_) | Notice::Retrying { .. } | Notice::Remark(_)
            if !output.quiet =>
        {
            say(bar, &remark(notice));
        }
        _ => {}
    }
}

/// What people want to know wherever they look, a terminal or the log of a deployment.
fn remark(notice: &Notice<'_>) -> String {
    match notice {
        Notice::WaitingForRunner(holder) => plain(&format!("waiting for another run: {holder}")),
        Notice::Retrying {
            name,
            blockers,
            attempt,
            of,
            pause,
        } => {
            let mut text = format!(
                "`{name}` did not get a lock in time (attempt {attempt} of {of}); trying again in \
                 {}",
                duration(*pause)
            );
            for blocker in *blockers {
                text.push_str(&format!("\n  held by {blocker}"));
            }
            plain(&text)
        }
        Notice::Remark(text) => plain(text),
        _ => String::new(),
    }
}

fn say(bar: &ProgressBar, text: &str) {
    bar.suspend(|| complain(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_committed_is_kept() {
        let mut ledger = Ledger::default();
        let started = |name| Notice::MigrationStarted {
            name,
            direction: Direction::Up,
            number: 1,
            of: 3,
        };
        let segment = |kind| Notice::SegmentStarted {
            kind,
            migrations: 2,
        };
        ledger.hear(&segment(SegmentKind::Transaction));
        ledger.hear(&started("a"));
        ledger.hear(&started("b"));
        assert_eq!(ledger.kept, [""; 0]);
        ledger.hear(&Notice::SegmentCommitted { migrations: 2 });
        ledger.hear(&segment(SegmentKind::Statements));
        ledger.hear(&started("c"));
        assert_eq!(ledger.kept, ["a", "b"]);
        assert_eq!(ledger.open, ["c"]);
        assert!(ledger.by_statement);
    }
}
