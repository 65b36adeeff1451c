//! Migrations in Rust.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::folder::{VERSION_ADVICE, version_problem};
use super::{Body, Migration};
use crate::error::{FileProblem, ProblemPlace, ServerError};
use crate::model::{Database, Executed, Row, Value, Version};
use crate::session::{Caching, Session};

/// A migration in Rust, for steps that SQL cannot express. The [module](super) has an example.
///
/// Like a folder, it is one version for every database. On a database for which it has no steps it
/// does nothing, but is listed and recorded all the same, so that a project has the same versions
/// everywhere. A migration without any steps is rejected.
///
/// The `diesel` command does not know migrations in Rust: it skips them when applying, and
/// `diesel migration revert` stops at one that is applied.
#[derive(Clone)]
pub struct CodeMigration {
    pub(crate) version: Version,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) run_in_transaction: bool,
    pub(crate) steps: BTreeMap<&'static str, CodeSteps>,
}

/// The steps of a migration in Rust on one database.
#[derive(Clone)]
pub struct CodeSteps {
    pub(crate) up: Step,
    pub(crate) after: Option<Step>,
    pub(crate) down: Option<Step>,
}

/// A closure that runs in a migration's transaction; if it returns an error, everything is rolled
/// back.
pub type Step = Arc<
    dyn for<'t> Fn(&'t mut Transaction<'_>) -> BoxFuture<'t, Result<(), ServerError>> + Send + Sync,
>;

/// The open transaction of a migration in Rust. Values are always bound, never interpolated;
/// placeholders are those of the database: `$1` on PostgreSQL, `?` on SQLite and MySQL.
pub struct Transaction<'s> {
    session: &'s mut dyn Session,
}

/// A statement that is run many times.
pub struct Prepared<'t> {
    session: &'t mut dyn Session,
    sql: String,
}

impl CodeMigration {
    /// Creates a migration with a name like a folder's (`2026-01-31-120000-0000_fill_names`) and a
    /// description in one line.
    pub fn new(name: impl Into<String>, description: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            version: Version::of_folder(&name),
            name,
            description: description.into(),
            run_in_transaction: true,
            steps: BTreeMap::new(),
        }
    }

    /// Sets the steps on this database.
    #[must_use]
    pub fn on(mut self, database: Database, steps: CodeSteps) -> Self {
        self.steps.insert(database.name(), steps);
        self
    }

    /// Makes it run outside a transaction, as with `run_in_transaction = false`: its effects before
    /// an error are kept, so it must be safe to run again.
    #[must_use]
    pub fn without_transaction(mut self) -> Self {
        self.run_in_transaction = false;
        self
    }

    /// Returns the steps on this database, if it has any.
    pub fn steps(&self, database: Database) -> Option<&CodeSteps> {
        self.steps.get(database.name())
    }

    pub(super) fn migration(&self) -> Migration {
        Migration {
            version: self.version.clone(),
            name: self.name.clone(),
            description: Some(self.description.clone()).filter(|text| !text.trim().is_empty()),
            run_in_transaction: self.run_in_transaction,
            irreversible: None,
            body: Body::Code(self.clone()),
        }
    }

    pub(super) fn problems(&self) -> Vec<FileProblem> {
        let mut problems = Vec::new();
        let mut note = |message: String, advice: &str| {
            problems.push(FileProblem {
                message,
                place: ProblemPlace::Paths(Vec::new()),
                advice: advice.to_owned(),
            });
        };
        let name = &self.name;
        if let Some(wrong) = version_problem(name, &self.version) {
            note(wrong, VERSION_ADVICE);
        }
        if self.steps.is_empty() {
            note(
                format!("the migration `{name}` in Rust has no steps for any database"),
                "say what it does with `on`",
            );
        }
        problems
    }
}

impl CodeSteps {
    /// Creates steps with a closure that applies the migration.
    pub fn up<F>(step: F) -> Self
    where
        F: for<'t> Fn(&'t mut Transaction<'_>) -> BoxFuture<'t, Result<(), ServerError>>
            + Send
            + Sync
            + 'static,
    {
        Self {
            up: Arc::new(step),
            after: None,
            down: None,
        }
    }

    /// Sets a closure that runs after `up`, in the same transaction.
    #[must_use]
    pub fn after<F>(mut self, step: F) -> Self
    where
        F: for<'t> Fn(&'t mut Transaction<'_>) -> BoxFuture<'t, Result<(), ServerError>>
            + Send
            + Sync
            + 'static,
    {
        self.after = Some(Arc::new(step));
        self
    }

    /// Sets the closure that reverts the migration. Without one, it cannot be reverted; if there is
    /// nothing to revert, use a closure that does nothing.
    #[must_use]
    pub fn down<F>(mut self, step: F) -> Self
    where
        F: for<'t> Fn(&'t mut Transaction<'_>) -> BoxFuture<'t, Result<(), ServerError>>
            + Send
            + Sync
            + 'static,
    {
        self.down = Some(Arc::new(step));
        self
    }
}

impl<'s> Transaction<'s> {
    pub(crate) fn new(session: &'s mut dyn Session) -> Self {
        Self { session }
    }

    /// Runs a statement that returns rows.
    ///
    /// # Errors
    /// The error of the database.
    pub async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, ServerError> {
        Ok(self.session.query(sql, values, Caching::Once).await?.rows)
    }

    /// Runs a statement that changes something.
    ///
    /// # Errors
    /// The error of the database.
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<Executed, ServerError> {
        self.session.execute(sql, values, Caching::Once).await
    }

    /// Returns a statement to be run many times: it is prepared once.
    pub fn prepare(&mut self, sql: impl Into<String>) -> Prepared<'_> {
        Prepared {
            session: &mut *self.session,
            sql: sql.into(),
        }
    }
}

impl Prepared<'_> {
    /// Runs it with these values and returns its rows.
    ///
    /// # Errors
    /// The error of the database.
    pub async fn query(&mut self, values: &[Value]) -> Result<Vec<Row>, ServerError> {
        Ok(self
            .session
            .query(&self.sql, values, Caching::Prepared)
            .await?
            .rows)
    }

    /// Runs it with these values.
    ///
    /// # Errors
    /// The error of the database.
    pub async fn execute(&mut self, values: &[Value]) -> Result<Executed, ServerError> {
        self.session
            .execute(&self.sql, values, Caching::Prepared)
            .await
    }
}

impl fmt::Debug for CodeMigration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeMigration")
            .field("name", &self.name)
            .field("description", &self.description)
            .finish_non_exhaustive()
    }
}
