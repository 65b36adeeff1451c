use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::folder::{VERSION_ADVICE, version_problem};
use super::{Body, Migration};
use crate::error::{FileProblem, Place, ServerError};
use crate::model::{Database, Executed, Row, Value, Version};
use crate::session::{Reuse, Session};

/// A migration in Rust, for steps that SQL cannot say. The [module](super) shows one.
///
/// Like a folder, it is one version for every database. On a database that it has no steps for,
/// it does nothing, and is listed and recorded all the same, so that the versions of a project are
/// the same everywhere. One that has no steps at all is refused.
///
/// The `diesel` command does not know migrations in Rust: it passes over them on the way up, and
/// `diesel migration revert` stops at one that is applied.
#[derive(Clone)]
pub struct CodeMigration {
    pub(crate) version: Version,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) run_in_transaction: bool,
    pub(crate) steps: BTreeMap<&'static str, CodeSteps>,
}

/// What a migration in Rust does on one database.
#[derive(Clone)]
pub struct CodeSteps {
    pub(crate) up: Step,
    pub(crate) after: Option<Step>,
    pub(crate) down: Option<Step>,
}

/// One closure of a migration: works with the transaction, and an error rolls everything back.
pub type Step = Arc<
    dyn for<'t> Fn(&'t mut Transaction<'_>) -> BoxFuture<'t, Result<(), ServerError>> + Send + Sync,
>;

/// The open transaction that a migration in Rust works with. Values are always bound, never
/// spliced; placeholders are the database's: `$1` on PostgreSQL, `?` on SQLite and MySQL.
pub struct Transaction<'s> {
    session: &'s mut dyn Session,
}

/// A statement to run many times.
pub struct Prepared<'t> {
    session: &'t mut dyn Session,
    sql: String,
}

impl CodeMigration {
    /// A migration with a name like a folder's (`2026-01-31-120000-0000_fill_names`) and a line
    /// that says what it does.
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

    /// What it does on this database.
    #[must_use]
    pub fn on(mut self, database: Database, steps: CodeSteps) -> Self {
        self.steps.insert(database.name(), steps);
        self
    }

    /// Runs outside a transaction, as with `run_in_transaction = false`: what it did before an
    /// error stays, so it must bear being run again.
    #[must_use]
    pub fn without_transaction(mut self) -> Self {
        self.run_in_transaction = false;
        self
    }

    /// What it does on this database; `None` when that is nothing.
    pub fn steps(&self, database: Database) -> Option<&CodeSteps> {
        self.steps.get(database.name())
    }

    pub(super) fn migration(&self) -> Migration {
        Migration {
            version: self.version.clone(),
            name: self.name.clone(),
            description: Some(self.description.clone()).filter(|text| !text.trim().is_empty()),
            run_in_transaction: self.run_in_transaction,
            body: Body::Code(self.clone()),
        }
    }

    pub(super) fn problems(&self) -> Vec<FileProblem> {
        let mut problems = Vec::new();
        let mut note = |message: String, advice: &str| {
            problems.push(FileProblem {
                message,
                place: Place::Paths(Vec::new()),
                advice: advice.to_owned(),
            });
        };
        let name = &self.name;
        if let Some(wrong) = version_problem(name, &self.version) {
            note(wrong, VERSION_ADVICE);
        }
        if self.steps.is_empty() {
            note(
                format!("the migration `{name}` in Rust does nothing on any database"),
                "say what it does with `on`",
            );
        }
        problems
    }
}

impl CodeSteps {
    /// The forward step.
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

    /// What runs after `up`, in the same transaction.
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

    /// What reverts it. Without, it cannot be reverted; where there is nothing to revert, say so
    /// with a step that does nothing.
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
    /// What the database says.
    pub async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, ServerError> {
        Ok(self.session.query(sql, values, Reuse::Once).await?.rows)
    }

    /// Runs a statement that changes something.
    ///
    /// # Errors
    /// What the database says.
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<Executed, ServerError> {
        self.session.execute(sql, values, Reuse::Once).await
    }

    /// A statement to run many times: it is prepared once.
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
    /// What the database says.
    pub async fn query(&mut self, values: &[Value]) -> Result<Vec<Row>, ServerError> {
        Ok(self
            .session
            .query(&self.sql, values, Reuse::Often)
            .await?
            .rows)
    }

    /// Runs it with these values.
    ///
    /// # Errors
    /// What the database says.
    pub async fn execute(&mut self, values: &[Value]) -> Result<Executed, ServerError> {
        self.session.execute(&self.sql, values, Reuse::Often).await
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
