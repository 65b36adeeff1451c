//! The runner: applies and reverts migrations under a lock, and records what it did.

mod adopt;
mod commit;
mod event;
mod execution;
mod failure_record;
mod files;
mod identity;
mod interruption;
mod job;
mod locate;
mod lock;
mod nontransactional;
mod parsed_script;
mod pipeline;
mod prepare;
mod repair;
mod report;
mod run;
mod script;
mod single_script;
mod snapshot;
mod splitting;
mod transactional;

pub use event::RunEvent;
pub use report::{Mark, MigrationResult, Report};

use files::Prefetch;
use interruption::Current;
use run::Request;

use crate::catalog::Catalog;
use crate::dialect::{self, bookkeeping::Bookkeeping};
use crate::error::Result;
use crate::model::{Address, Event};
use crate::plan::{Allow, DownTarget, Plan, Planned, Status, UpTarget};
use crate::session::{Limits, Session};
use crate::source::Migrations;

/// Applies and reverts migrations on one database.
pub struct Runner {
    session: Box<dyn Session>,
    /// The address to reconnect to, to learn the outcome of a commit whose answer was lost.
    address: Option<Address>,
    migrations: Migrations,
    /// The files for the next read of the state, if they were read (or started being read) ahead.
    early: Option<Prefetch>,
    limits: Limits,
    allow: Allow,
    listener: Box<dyn FnMut(RunEvent<'_>) + Send>,
    /// Whether large transactions are split, which is allowed where a failed run's database is
    /// thrown away.
    parts: bool,
    /// Whether the schema is read before a run changes it.
    remembers: bool,
    before: Option<Catalog>,
    /// The migration that is running.
    current: Current,
}

impl Runner {
    /// Opens a session of its own and returns a runner on it.
    ///
    /// # Errors
    /// [`Error::Connect`](crate::Error::Connect).
    pub async fn connect(address: &Address, migrations: Migrations) -> Result<Self> {
        let session = dialect::connect(address).await?;
        let mut runner = Self::new(session, migrations);
        runner.address = Some(address.clone());
        Ok(runner)
    }

    /// Connects as [`connect`](Self::connect) does, for a runner that is used immediately: the
    /// files are read while the connection is being opened, so its first read does not see what is
    /// written to them after that.
    ///
    /// # Errors
    /// [`Error::Connect`](crate::Error::Connect).
    pub async fn connect_and_read(address: &Address, migrations: Migrations) -> Result<Self> {
        let early = Prefetch::begin(&migrations, address.database());
        let mut runner = Self::connect(address, migrations).await?;
        runner.early = Some(early);
        Ok(runner)
    }

    /// Creates a runner on a session that the caller opened.
    pub fn new(session: Box<dyn Session>, migrations: Migrations) -> Self {
        Self {
            session,
            address: None,
            migrations,
            early: None,
            limits: Limits::default(),
            allow: Allow::default(),
            listener: Box::new(|_| ()),
            parts: false,
            remembers: false,
            before: None,
            current: Current::default(),
        }
    }

    /// Sets the timeouts and retries.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.session.set_answer_timeout(limits.statement_timeout);
        self.limits = limits;
        self
    }

    /// Sets which inconsistencies between database and files are accepted.
    #[must_use]
    pub fn allow(mut self, allow: Allow) -> Self {
        self.allow = allow;
        self
    }

    /// Makes a run read the schema before changing it, for [`before`](Self::before).
    #[must_use]
    pub const fn remember_before(mut self) -> Self {
        self.remembers = true;
        self
    }

    /// Returns the schema as it was before the last run changed it; `None` if nothing was pending.
    pub const fn before(&self) -> Option<&Catalog> {
        self.before.as_ref()
    }

    /// Sets the listener that is called for each event of a run, as it happens.
    #[must_use]
    pub fn on_event(mut self, mut listener: impl FnMut(RunEvent<'_>) + Send + 'static) -> Self {
        let current = self.current.clone();
        self.listener = Box::new(move |notice| {
            current.hear(&notice);
            listener(notice);
        });
        self
    }

    /// Returns every migration with its state, and the inconsistencies. Writes nothing.
    ///
    /// # Errors
    /// Files that are invalid, or a database that does not answer.
    pub async fn status(&mut self) -> Result<Status> {
        Ok(self.read_state().await?.status)
    }

    /// Returns what [`up`](Self::up) would do. Writes nothing.
    ///
    /// # Errors
    /// The errors of `up` before it runs anything.
    pub async fn plan_up(&mut self, target: &UpTarget) -> Result<Plan> {
        let request = Request::Up(target);
        self.dry_run(&request).await
    }

    /// Returns what [`down`](Self::down) would do. Writes nothing.
    ///
    /// # Errors
    /// The errors of `down` before it runs anything.
    pub async fn plan_down(&mut self, target: &DownTarget) -> Result<Plan> {
        let request = Request::Down(target);
        self.dry_run(&request).await
    }

    /// Applies the pending migrations, as one batch.
    ///
    /// # Errors
    /// Any [`Error`](crate::Error); it says what was applied and what was not.
    pub async fn up(&mut self, target: &UpTarget) -> Result<Report> {
        self.run_up(target).await
    }

    /// Reverts the migrations that the target selects, newest first.
    ///
    /// # Errors
    /// Any [`Error`](crate::Error); it says what was reverted and what was not.
    pub async fn down(&mut self, target: &DownTarget) -> Result<Report> {
        self.locked(Request::Down(target)).await
    }

    /// Reverts and reapplies, in one transaction where every migration allows it.
    ///
    /// # Errors
    /// The errors of `down` and `up`.
    pub async fn redo(&mut self, target: &DownTarget) -> Result<Report> {
        self.locked(Request::Redo(target)).await
    }

    /// Accepts the current text of applied migrations, and records what Diesel applied and
    /// reverted. Returns one line of text per change.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn repair(&mut self) -> Result<Vec<String>> {
        let pooled = self.lock().await?;
        let repaired = self.repair_locked(pooled).await;
        self.unlock().await;
        repaired
    }

    /// Sets the record of one version without running anything.
    ///
    /// # Errors
    /// [`Error::UnknownVersion`](crate::Error::UnknownVersion).
    pub async fn mark(&mut self, version: &str, mark: Mark) -> Result<Planned> {
        let pooled = self.lock().await?;
        let marked = self.mark_locked(version, mark, pooled).await;
        self.unlock().await;
        marked
    }

    /// Marks all pending migrations as applied, each as a batch of its own, for a database that was
    /// built without migrations.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn baseline(&mut self) -> Result<Vec<Planned>> {
        let pooled = self.lock().await?;
        let marked = self.baseline_locked(pooled).await;
        self.unlock().await;
        marked
    }

    /// Returns the latest lines of the history, newest first.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn history(&mut self, limit: usize) -> Result<Vec<Event>> {
        let bookkeeping = Bookkeeping::find(&mut *self.session).await?;
        bookkeeping.events(&mut *self.session, limit).await
    }

    /// Replaces the migrations of this runner, and discards files that were read ahead.
    pub fn replace_migrations(&mut self, migrations: Migrations) {
        self.migrations = migrations;
        self.early = None;
    }

    /// Sets whether large transactions are split. Only for a database that is thrown away when
    /// something fails, so that nothing has to be rolled back.
    pub const fn split_transactions(&mut self, parts: bool) {
        self.parts = parts;
    }

    /// Returns the session, for reading tables.
    pub fn session(&mut self) -> &mut dyn Session {
        &mut *self.session
    }
}
