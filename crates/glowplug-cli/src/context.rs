//! The context of every command: options, environment, project, output.

use std::env;
use std::path::{Path, PathBuf};

use glowplug::Runner;
use glowplug::session::Session;

use crate::connection::Target;
use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::global::Global;
use crate::output::{Answer, Output};
use crate::project::Project;

/// The context of a command.
pub(crate) struct Context {
    /// The global options.
    pub(crate) global: Global,
    /// The environment variables.
    pub(crate) environment: Environment,
    /// The folders.
    pub(crate) project: Project,
    /// The output for results.
    pub(crate) output: Output,
}

impl Context {
    /// Reads the environment and finds the project. Connects to nothing.
    ///
    /// # Errors
    /// A current folder or a `.env` that cannot be read.
    pub(crate) fn new(global: Global) -> Result<Self> {
        let folder = env::current_dir().map_err(Error::io("open", Path::new(".")))?;
        let environment = Environment::read(&folder)?;
        let project = Project::find(folder, &global, &environment);
        let output = Output::new(&global.presentation, &environment);
        Ok(Self {
            global,
            environment,
            project,
            output,
        })
    }

    /// Returns the database.
    ///
    /// # Errors
    /// As [`Target::choose`].
    pub(crate) fn target(&self) -> Result<Target> {
        Target::choose(&self.global, &self.environment, &self.project, self.output)
    }

    /// Returns the migrations folder, relative to the current one.
    ///
    /// # Errors
    /// As [`Project::migrations`].
    pub(crate) fn migrations(&self) -> Result<PathBuf> {
        Ok(self.project.shown(&self.project.migrations()?))
    }

    /// Returns a runner for the project's migrations.
    ///
    /// # Errors
    /// Anything that prevents the connection.
    pub(crate) async fn runner(&self) -> Result<Runner> {
        let folder = self.migrations()?;
        self.target()?.runner(&self.output, folder).await
    }

    /// Returns a runner that only reads: it creates no missing SQLite file.
    ///
    /// # Errors
    /// As [`runner`](Self::runner).
    pub(crate) async fn read_only_runner(&self) -> Result<Runner> {
        let folder = self.migrations()?;
        let mut target = self.target()?.read_only(&self.output)?;
        target.runner(&self.output, folder).await
    }

    /// Returns a runner that creates no missing SQLite file.
    ///
    /// # Errors
    /// As [`runner`](Self::runner); a missing file.
    pub(crate) async fn existing_runner(&self) -> Result<Runner> {
        let folder = self.migrations()?;
        let mut target = self.target()?.existing()?;
        target.runner(&self.output, folder).await
    }

    /// Returns a session on the database that only reads.
    ///
    /// # Errors
    /// Anything that prevents the connection; a missing SQLite file.
    pub(crate) async fn session(&self) -> Result<Box<dyn Session>> {
        let mut target = self.target()?.existing()?;
        target.session(&self.output).await
    }

    /// Prints the result.
    ///
    /// # Errors
    /// Standard output is closed.
    pub(crate) fn answer(&self, answer: &impl Answer) -> Result<()> {
        self.output.answer(answer)
    }
}
