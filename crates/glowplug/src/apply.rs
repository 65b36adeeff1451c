//! Does what a plan says, under the lock, and records it.

mod adopt;
mod ahead;
mod execution;
mod files;
mod found;
mod identity;
mod job;
mod lock;
mod notice;
mod outcome;
mod place;
mod prepare;
mod records;
mod report;
mod run;
mod script;
mod steps;
mod whole;

pub use notice::Notice;
pub use report::{Done, Mark, Report};

use files::Early;
use run::Request;

use crate::dialect::{self, bookkeeping::Bookkeeping};
use crate::error::Result;
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
    /// The files for the next look, where they are read already.
    early: Option<Early>,
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

    /// The same for a runner that is used at once: the files are read while the connection is
    /// opened, and its first look does not see what is written to them after that.
    ///
    /// # Errors
    /// [`Error::Connect`](crate::Error::Connect).
    pub async fn connect_and_read(address: &Address, migrations: Migrations) -> Result<Self> {
        let early = Early::begin(&migrations, address.database());
        let mut runner = Self::connect(address, migrations).await?;
        runner.early = Some(early);
        Ok(runner)
    }

    /// A runner on a session that somebody else opened.
    pub fn new(session: Box<dyn Session>, migrations: Migrations) -> Self {
        Self {
            session,
            address: None,
            migrations,
            early: None,
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
        Ok(self.look().await?.status)
    }

    /// What [`up`](Self::up) would do. Writes nothing.
    ///
    /// # Errors
    /// As `up`, before it runs anything.
    pub async fn plan_up(&mut self, target: &UpTarget) -> Result<Plan> {
        let request = Request::Up(target);
        self.foresee(&request).await
    }

    /// What [`down`](Self::down) would do. Writes nothing.
    ///
    /// # Errors
    /// As `down`, before it runs anything.
    pub async fn plan_down(&mut self, target: &DownTarget) -> Result<Plan> {
        let request = Request::Down(target);
        self.foresee(&request).await
    }

    /// Applies what is pending, as one batch.
    ///
    /// # Errors
    /// Everything in [`Error`](crate::Error); what was and was not applied stands in it.
    pub async fn up(&mut self, target: &UpTarget) -> Result<Report> {
        self.run_up(target).await
    }

    /// Reverts what the target names, newest first.
    ///
    /// # Errors
    /// Everything in [`Error`](crate::Error); what was and was not reverted stands in it.
    pub async fn down(&mut self, target: &DownTarget) -> Result<Report> {
        self.locked(Request::Down(target)).await
    }

    /// Reverts and applies again, in one transaction where every migration allows it.
    ///
    /// # Errors
    /// As `down` and `up`.
    pub async fn redo(&mut self, target: &DownTarget) -> Result<Report> {
        self.locked(Request::Redo(target)).await
    }

    /// Accepts the texts of applied migrations as they are now, and takes note of what Diesel
    /// applied and reverted. Gives what was changed, in words.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn repair(&mut self) -> Result<Vec<String>> {
        let pooled = self.lock().await?;
        let repaired = self.repair_locked(pooled).await;
        self.unlock().await;
        repaired
    }

    /// Sets the record of one version by hand; runs nothing.
    ///
    /// # Errors
    /// [`Error::UnknownVersion`](crate::Error::UnknownVersion).
    pub async fn mark(&mut self, version: &str, mark: Mark) -> Result<Planned> {
        let pooled = self.lock().await?;
        let marked = self.mark_locked(version, mark, pooled).await;
        self.unlock().await;
        marked
    }

    /// Marks everything that is pending as applied, each as a batch of its own, for a database
    /// that was built without migrations.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn baseline(&mut self) -> Result<Vec<Planned>> {
        let pooled = self.lock().await?;
        let marked = self.baseline_locked(pooled).await;
        self.unlock().await;
        marked
    }

    /// The last lines of the history, newest first.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn history(&mut self, limit: usize) -> Result<Vec<Event>> {
        let bookkeeping = Bookkeeping::find(&mut *self.session).await?;
        bookkeeping.events(&mut *self.session, limit).await
    }

    /// Goes on with other migrations.
    pub(crate) fn replace_migrations(&mut self, migrations: Migrations) {
        self.migrations = migrations;
        self.early = None;
    }

    /// The session, to look at tables.
    pub fn session(&mut self) -> &mut dyn Session {
        &mut *self.session
    }
}
