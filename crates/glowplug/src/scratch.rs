//! A database to try things in: made for a moment, filled by migrations, looked at, dropped.

use crate::Runner;
use crate::catalog::Catalog;
use crate::change::Step;
use crate::dialect::{sample, temporary};
use crate::error::{Error, Result, ServerError};
use crate::model::Address;
use crate::plan::UpTarget;
use crate::source::Migrations;

/// A database that lives as long as the work on it.
pub struct Scratch {
    runner: Runner,
}

/// A statement that the scratch database refused.
#[derive(Debug)]
pub struct Refused {
    /// Which of the statements.
    pub index: usize,
    /// What it said.
    pub error: ServerError,
}

impl Scratch {
    /// Makes an empty database beside another one, on SQLite in memory, does the work, and drops
    /// it however the work ends. What a killed process leaves, a later one clears away.
    ///
    /// # Errors
    /// Those of the work, and [`Error::Connect`] when the database cannot be made.
    pub async fn with<T>(
        near: &Address,
        migrations: Migrations,
        work: impl AsyncFnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let kept = Kept(Some(temporary::create(near).await?));
        let done = match Runner::connect(kept.address(), migrations).await {
            Ok(runner) => {
                let mut scratch = Self { runner };
                work(&mut scratch).await
            }
            Err(error) => Err(error),
        };
        let removed = temporary::remove(&kept.released()).await;
        let done = done?;
        removed.map(|()| done)
    }

    /// The runner of its migrations.
    pub const fn runner(&mut self) -> &mut Runner {
        &mut self.runner
    }

    /// Applies all its migrations, and looks at what they build.
    ///
    /// # Errors
    /// As [`Runner::up`].
    pub async fn build(&mut self) -> Result<Catalog> {
        self.runner.up(&UpTarget::Latest).await?;
        self.schema().await
    }

    /// Takes the rows out of its tables, which migrations may have brought: what is tried with its
    /// schema is not to fail on them. What cannot be emptied stays as it is.
    pub async fn clear(&mut self, catalog: &Catalog) {
        for sql in sample::clear(catalog) {
            let _ = self.runner.session().run(&sql).await;
        }
    }

    /// Its schema.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn schema(&mut self) -> Result<Catalog> {
        let schema = self.runner.session().schema().await;
        schema.map_err(|source| Error::Server {
            doing: "reading the schema of the scratch database",
            source: Box::new(source),
        })
    }

    /// Runs statements one by one, each committed by itself.
    ///
    /// # Errors
    /// The first one that is refused.
    pub async fn run(&mut self, steps: &[Step]) -> Result<(), Refused> {
        for (index, step) in steps.iter().enumerate() {
            let ran = self.runner.session().run(&step.sql).await;
            ran.map_err(|error| Refused { index, error })?;
        }
        Ok(())
    }
}

/// A database that is dropped even when the work on it is.
struct Kept(Option<Address>);

impl Kept {
    const fn address(&self) -> &Address {
        self.0.as_ref().expect("it is released only once, by value")
    }

    fn released(mut self) -> Address {
        self.0.take().expect("it is released only once, by value")
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let Some(address) = self.0.take() else {
            return;
        };
        // The runtime that drops us does not go on.
        let removing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            if let Ok(runtime) = runtime
                && let Err(error) = runtime.block_on(temporary::remove(&address))
            {
                tracing::warn!(%error, "a scratch database is left behind");
            }
        });
        let _ = removing.join();
    }
}
