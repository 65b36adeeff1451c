//! A run that changes the schema, shared by `up`, `down`, `redo` and `reset`: the runner with its
//! options, its progress, and the refresh of `schema.rs`.

mod revert;

use clap::Args;
use glowplug::Runner;
use glowplug::apply::Report;
use glowplug::catalog::Catalog;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::options::RunLimits;
use crate::progress::Monitor;
use crate::report::RunReport;
use crate::schema_file::SchemaOptions;

pub(crate) use revert::RevertOptions;

/// Options of every run.
#[derive(Args)]
pub(crate) struct RunOptions {
    #[command(flatten)]
    pub(crate) schema: SchemaOptions,

    #[command(flatten)]
    limits: RunLimits,
}

/// A run on one database.
pub(crate) struct Run<'c> {
    context: &'c Context,
    schema: SchemaOptions,
    runner: Runner,
    monitor: Monitor,
}

impl RunOptions {
    /// Prepares a run.
    ///
    /// # Errors
    /// Settings that cannot be read.
    pub(crate) fn start(self, context: &Context, runner: Runner) -> Result<Run<'_>> {
        let runner = self.limits.apply(runner);
        let runner = self.schema.remember(context, runner)?;
        let mark_outdated = self.schema.mark_outdated(context)?;
        let (runner, monitor) = Monitor::attach(runner, context.output, mark_outdated);
        Ok(Run {
            context,
            schema: self.schema,
            runner,
            monitor,
        })
    }
}

impl Run<'_> {
    /// Waits for the runner, or for Ctrl-C.
    ///
    /// # Errors
    /// As [`Monitor::wait`].
    pub(crate) async fn wait<T>(
        &mut self,
        run: impl AsyncFnOnce(&mut Runner) -> glowplug::Result<T>,
    ) -> Result<T> {
        self.monitor.wait(&mut self.runner, run).await
    }

    /// Refreshes `schema.rs`, and prints the result, even if the refresh fails. `before` is a
    /// schema from before the run that the runner did not see.
    ///
    /// # Errors
    /// As [`SchemaOptions::refresh`].
    pub(crate) async fn finish(
        mut self,
        report: Report,
        before: Option<Catalog>,
    ) -> Result<Outcome> {
        let before = self.runner.before().cloned().into_iter().chain(before);
        let before: Vec<Catalog> = before.collect();
        let (context, runner) = (self.context, &mut self.runner);
        let refreshed = self.schema.refresh(context, runner, &report, &before).await;
        let (files, failure) = match refreshed {
            Ok(files) => (files, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let report = RunReport::new(report, files, context.output.verbose);
        context.answer(&report)?;
        match failure {
            Some(error) => Err(error),
            None if report.found_difference() => Ok(Outcome::Found),
            None => Ok(Outcome::Done),
        }
    }
}
