//! What every command gets: options, environment, project, output.

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

/// The surroundings of a command.
pub(crate) struct Context {
    /// The options that every command takes.
    pub(crate) global: Global,
    /// The variables.
    pub(crate) environment: Environment,
    /// The folders.
    pub(crate) project: Project,
    /// Where answers go.
    pub(crate) output: Output,
}

impl Context {
    /// Looks around. Connects to nothing.
    ///
    /// # Errors
    /// A current folder or a `.env` that cannot be read.
    pub(crate) fn new(global: Global) -> Result<Self> {
        let folder = env::current_dir().map_err(|source| Error::Io {
            action: "open",
            path: Path::new(".").to_owned(),
            source,
        })?;
        let environment = Environment::read(&folder)?;
        let project = Project::find(folder, &global, &environment);
        let output = Output::new(&global, &environment);
        Ok(Self {
            global,
            environment,
            project,
            output,
        })
    }

    /// The database.
    ///
    /// # Errors
    /// As [`Target::choose`].
    pub(crate) fn target(&self) -> Result<Target> {
        Target::choose(&self.global, &self.environment, &self.project)
    }

    /// The folder of the migrations, as seen from here.
    ///
    /// # Errors
    /// As [`Project::migrations`].
    pub(crate) fn migrations(&self) -> Result<PathBuf> {
        Ok(self.project.shown(&self.project.migrations()?))
    }

    /// A runner for the project's migrations on the database.
    ///
    /// # Errors
    /// Anything that hinders the connection.
    pub(crate) async fn runner(&self) -> Result<Runner> {
        let folder = self.migrations()?;
        self.target()?.runner(&self.output, folder).await
    }

    /// A runner that only looks: it makes no SQLite file that is missing.
    ///
    /// # Errors
    /// As [`runner`](Self::runner).
    pub(crate) async fn runner_to_look(&self) -> Result<Runner> {
        let folder = self.migrations()?;
        let mut target = self.target()?.looked_at(&self.output)?;
        target.runner(&self.output, folder).await
    }

    /// A session on the database, to look at it.
    ///
    /// # Errors
    /// Anything that hinders the connection.
    pub(crate) async fn session(&self) -> Result<Box<dyn Session>> {
        let mut target = self.target()?.looked_at(&self.output)?;
        target.session(&self.output).await
    }

    /// Prints the answer.
    ///
    /// # Errors
    /// Standard output is closed.
    pub(crate) fn answer(&self, answer: &impl Answer) -> Result<()> {
        self.output.answer(answer)
    }
}
