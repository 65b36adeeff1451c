//! Does what a plan says, under the lock, and records it.

mod notice;
mod report;

pub use notice::Notice;
pub use report::{Done, Mark, Report};

use crate::dialect;
use crate::error::{Error, Result};
use crate::model::{Address, Event};
use crate::plan::{Allow, DownTarget, Plan, Planned, Status, UpTarget};
use crate::session::{Limits, Session};
use crate::source::Migrations;

/// Applies and reverts migrations on one database.
pub struct Runner {
    session: Box<dyn Session>,
    /// Where to connect again, to learn the outcome of a commit whose answer was lost.
    address: Option<Address>,
    migrations: Migrations,
    limits: Limits,
    allow: Allow,
    listener: Box<dyn FnMut(Notice<'_>) + Send>,
}

impl Runner {
    /// A runner on a session of its own.
    ///
    /// # Errors
    /// [`Error::Connect`](crate::Error::Connect).
    pub async fn connect(address: &Address, migrations: Migrations) -> Result<Self> {
        let session = dialect::connect(address).await?;
        let mut runner = Self::new(session, migrations);
        runner.address = Some(address.clone());
        Ok(runner)
    }

    /// A runner on a session that somebody else opened.
    pub fn new(session: Box<dyn Session>, migrations: Migrations) -> Self {
        Self {
            session,
            address: None,
            migrations,
            limits: Limits::default(),
            allow: Allow::default(),
            listener: Box::new(|_| ()),
        }
    }

    /// How long things may take.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Which disagreements between database and files are accepted.
    #[must_use]
    pub fn allow(mut self, allow: Allow) -> Self {
        self.allow = allow;
        self
    }

    /// Hears what happens, as it happens.
    #[must_use]
    pub fn on_notice(mut self, listener: impl FnMut(Notice<'_>) + Send + 'static) -> Self {
        self.listener = Box::new(listener);
        self
    }

    /// Every migration, and what needs attention. Writes nothing.
    ///
    /// # Errors
    /// Files that are not in order, or a database that does not answer.
    pub async fn status(&mut self) -> Result<Status> {
        Err(self.unfinished())
    }

    /// What [`up`](Self::up) would do. Writes nothing.
    ///
    /// # Errors
    /// As `up`, before it runs anything.
    pub async fn plan_up(&mut self, target: &UpTarget) -> Result<Plan> {
        let _ = target;
        Err(self.unfinished())
    }

    /// What [`down`](Self::down) would do. Writes nothing.
    ///
    /// # Errors
    /// As `down`, before it runs anything.
    pub async fn plan_down(&mut self, target: &DownTarget) -> Result<Plan> {
        let _ = target;
        Err(self.unfinished())
    }

    /// Applies what is pending, as one batch.
    ///
    /// # Errors
    /// Everything in [`Error`](crate::Error); what was and was not applied stands in it.
    pub async fn up(&mut self, target: &UpTarget) -> Result<Report> {
        let _ = target;
        Err(self.unfinished())
    }

    /// Reverts what the target names, newest first.
    ///
    /// # Errors
    /// Everything in [`Error`](crate::Error); what was and was not reverted stands in it.
    pub async fn down(&mut self, target: &DownTarget) -> Result<Report> {
        let _ = target;
        Err(self.unfinished())
    }

    /// Reverts and applies again.
    ///
    /// # Errors
    /// As `down` and `up`.
    pub async fn redo(&mut self, target: &DownTarget) -> Result<Report> {
        let _ = target;
        Err(self.unfinished())
    }

    /// Accepts the texts of applied migrations as they are now, adopts what Diesel applied, and
    /// removes records of versions that are not applied. Gives what was changed, in words.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn repair(&mut self) -> Result<Vec<String>> {
        Err(self.unfinished())
    }

    /// Sets the record of one version by hand; runs nothing.
    ///
    /// # Errors
    /// [`Error::UnknownVersion`](crate::Error::UnknownVersion).
    pub async fn mark(&mut self, version: &str, mark: Mark) -> Result<Planned> {
        let _ = (version, mark);
        Err(self.unfinished())
    }

    /// Marks everything that is pending as applied, for a database that was built without
    /// migrations.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn baseline(&mut self) -> Result<Vec<Planned>> {
        Err(self.unfinished())
    }

    /// The last lines of the history, newest first.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn history(&mut self, limit: usize) -> Result<Vec<Event>> {
        let _ = limit;
        Err(self.unfinished())
    }

    /// The session, to look at tables.
    pub fn session(&mut self) -> &mut dyn Session {
        &mut *self.session
    }

    fn unfinished(&mut self) -> Error {
        let _ = (
            &self.limits,
            &self.allow,
            &mut self.listener,
            &self.migrations,
            &self.address,
        );
        Error::Usage("not built yet".to_owned())
    }
}
