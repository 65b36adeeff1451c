//! A scratch database: created for a short time, filled by migrations, inspected, and dropped.
//!
//! On PostgreSQL a scratch database is cached. When the work ends and it holds exactly what its
//! migrations build, it is kept for 24 hours for later runs with the same migrations, or with more.
//! Its name contains a hash of the migrations it was built from, and a run claims it by renaming
//! it, so no run finds one that was left in the middle of something. What fails in a cached
//! database is tried again in a new one before it is reported.
//!
//! The name alone is not trusted. A cached database must be owned by the role that claims it,
//! nobody else may be allowed to connect to it, and it must have the fingerprint with which it was
//! cached ([`Inspect::fingerprint`]): one that was changed since is dropped before anything runs in it.
//!
//! [`Inspect::fingerprint`]: glowplug::session::Inspect::fingerprint

mod config;
mod connect;
mod guard;
mod migration_prefixes;

use glowplug::Runner;
use glowplug::catalog::Catalog;
use glowplug::dialect::scratch_database::{self, CachedScratch, DropGuard};
use glowplug::error::{Error, Result, ServerError};
use glowplug::plan::UpTarget;
use glowplug::session::{Access, Session};
use glowplug::source::Migrations;

use crate::change::Step;
use crate::dialect::sample_rows;
pub use config::ScratchConfig;
use connect::{connect, in_scratch, mark, prepare};
use guard::Guard;
use migration_prefixes::PrefixHashes;

/// A database that exists for as long as the work on it.
pub struct Scratch {
    place: ScratchConfig,
    migrations: Migrations,
    stages: PrefixHashes,
    database: Guard,
    /// The cached database that is reused, if any.
    kept: Option<CachedScratch>,
    /// Keeps other runs from removing the database.
    _hold: DropGuard,
    runner: Runner,
    /// A session only for reading the schema, so that the server plans the one large query once.
    reader: Option<Box<dyn Session>>,
    state: State,
}

/// The state of a scratch database.
enum State {
    /// The first of its migrations are applied; how many is not known yet.
    Opened,
    /// The database holds what its migrations build.
    Built(Box<Built>),
    /// The database was changed since; contains what it held before, if that is known.
    Changed(Option<Box<Built>>),
}

/// The result of the migrations.
struct Built {
    catalog: Catalog,
    /// Whether they insert no rows and use no sequence, so that deleting all rows restores this
    /// state.
    is_empty: bool,
}

/// A statement that the scratch database refused.
#[derive(Debug)]
pub struct Refused {
    /// The index of the statement.
    pub index: usize,
    /// The error of the server.
    pub error: ServerError,
}

impl Scratch {
    /// Creates a database for these migrations (on SQLite in memory), does the work, and drops or
    /// caches the database however the work ends. What a killed process leaves behind, a later one
    /// removes.
    ///
    /// # Errors
    /// The errors of the work, and [`Error::Connect`] if the database cannot be created.
    pub async fn with<T, E: From<Error>>(
        place: &ScratchConfig,
        migrations: Migrations,
        work: impl AsyncFnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut scratch = Self::open(place.clone(), migrations).await?;
        let done = work(&mut scratch).await;
        let closed = scratch.close().await;
        let done = done?;
        closed?;
        Ok(done)
    }

    async fn open(place: ScratchConfig, migrations: Migrations) -> Result<Self> {
        let migrations = migrations.in_memory(place.near.database())?;
        let stages = PrefixHashes::of(&place, &migrations)?;
        Self::take(place, migrations, stages, true).await
    }

    /// Claims a cached database, or creates a new one.
    async fn take(
        place: ScratchConfig,
        migrations: Migrations,
        stages: PrefixHashes,
        takes_kept: bool,
    ) -> Result<Self> {
        let wanted = match takes_kept {
            true => stages.latest_first(),
            false => Vec::new(),
        };
        let mut made = scratch_database::create(&place.near, place.wanted(&wanted)).await?;
        let mut database = Guard::new(&made);
        let (mut runner, mut reader) = match connect(&database, migrations.clone()).await {
            Ok(opened) => opened,
            Err(error) => {
                let _ = scratch_database::remove(&database.released()).await;
                return Err(match place.confinement {
                    Some(_) => scratch_database::not_admitted(&place.near, error),
                    None => error,
                });
            }
        };
        if let Some(kept) = &made.kept
            && mark(reader.as_deref_mut())
                .await
                .is_none_or(|mark| mark.text != kept.mark)
        {
            // It was changed since it was cached. Nothing has run in it yet.
            drop((runner, reader));
            scratch_database::remove(&database.released()).await?;
            made = scratch_database::create(&place.near, place.wanted(&[])).await?;
            database = Guard::new(&made);
            (runner, reader) = connect(&database, migrations.clone()).await?;
        }
        made.hold.connected();
        if made.kept.is_none() {
            prepare(&mut runner, &place, &migrations).await?;
        }
        // A pooler keeps sessions open, so that it cannot be renamed.
        let is_pooled = runner.session().is_pooled().await.unwrap_or(true);
        Ok(Self {
            place,
            migrations,
            stages: if is_pooled {
                PrefixHashes::default()
            } else {
                stages
            },
            database,
            kept: made.kept,
            _hold: made.hold,
            runner,
            reader,
            state: State::Opened,
        })
    }

    /// Caches the database if it holds exactly what its migrations build, or else drops it.
    async fn close(self) -> Result<()> {
        let Self {
            stages,
            database,
            kept,
            runner,
            mut reader,
            state,
            ..
        } = self;
        let next = match (state, stages.last()) {
            (State::Built(_), Some(stage)) => {
                let mark = mark(reader.as_deref_mut()).await;
                mark.map(|mark| match kept {
                    Some(kept) => kept.used(stage, mark),
                    None => CachedScratch::new(stage, mark),
                })
            }
            _ => None,
        };
        drop((runner, reader));
        let address = database.released();
        if let Some(kept) = next.filter(CachedScratch::is_fresh)
            && scratch_database::keep(&address, &kept).await.is_ok()
        {
            return Ok(());
        }
        scratch_database::remove(&address).await
    }

    /// Replaces the database by a new, empty one.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    pub async fn renew(&mut self) -> Result<()> {
        let place = self.place.clone();
        let stages = std::mem::take(&mut self.stages);
        let new = Self::take(place, self.migrations.clone(), stages, false).await?;
        let mut old = std::mem::replace(self, new);
        old.state = State::Changed(None);
        old.close().await
    }

    /// Returns the migrations that it is for.
    pub const fn migrations(&self) -> &Migrations {
        &self.migrations
    }

    /// Returns the configuration for another scratch database on the same server, without a cache.
    pub fn near(&self) -> ScratchConfig {
        ScratchConfig {
            keep: false,
            ..self.place.clone()
        }
    }

    /// Returns true if it is a cached database of an earlier run.
    pub const fn is_reused(&self) -> bool {
        self.kept.is_some()
    }

    /// Returns the session in which its statements run.
    pub fn session(&mut self) -> &mut dyn Session {
        self.runner.session()
    }

    /// Returns the session, to change something.
    pub fn changing(&mut self) -> &mut dyn Session {
        self.changes();
        self.runner.session()
    }

    /// Applies all its migrations; returns the schema that they build. Afterwards the database
    /// holds exactly that.
    ///
    /// # Errors
    /// As [`Runner::up`].
    pub async fn build(&mut self) -> Result<Catalog> {
        if matches!(self.state, State::Changed(_)) {
            self.renew().await?;
        }
        if let State::Built(built) = &self.state {
            return Ok(built.catalog.clone());
        }
        match self.built().await {
            Err(_) if self.is_reused() => {
                self.renew().await?;
                self.built().await
            }
            built => built,
        }
    }

    async fn built(&mut self) -> Result<Catalog> {
        self.state = State::Changed(None);
        self.runner.split_transactions(true);
        let applied = self.runner.up(&UpTarget::Latest).await;
        self.runner.split_transactions(false);
        applied.map_err(|error| in_scratch(&self.place, error))?;
        let catalog = self.schema().await?;
        let is_empty = self.is_empty(&catalog).await;
        self.state = State::Built(Box::new(Built {
            catalog: catalog.clone(),
            is_empty,
        }));
        Ok(catalog)
    }

    /// Marks the database as changed.
    fn changes(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Opened) {
            State::Built(built) => State::Changed(Some(built)),
            State::Changed(built) => State::Changed(built),
            State::Opened => State::Changed(None),
        };
    }

    /// Deletes its rows and marks it as unchanged, if its schema is what its migrations build.
    /// `back` is its current schema; `gives_back` states that nothing was dropped whose dependent
    /// objects a catalog does not contain (extended statistics, publications).
    pub async fn restore(&mut self, back: &Catalog, gives_back: bool) {
        let State::Changed(built) = &mut self.state else {
            return;
        };
        let is_same = |built: &mut Box<Built>| built.is_empty && built.catalog == *back;
        let Some(built) = built.take_if(is_same).filter(|_| gives_back) else {
            return;
        };
        if !self.is_empty(back).await {
            self.empty(back).await;
            if !self.is_empty(back).await {
                return;
            }
        }
        self.runner.replace_migrations(self.migrations.clone());
        self.state = State::Built(built);
    }

    /// Returns the runner, to change something.
    pub fn runner(&mut self) -> &mut Runner {
        self.changes();
        &mut self.runner
    }

    /// Returns the runner for migrations that follow its own.
    pub fn runner_of(&mut self, migrations: Migrations) -> &mut Runner {
        self.runner.replace_migrations(migrations);
        self.runner()
    }

    /// Deletes the rows of its tables, which migrations may have inserted, so that what is tried
    /// with its schema does not fail on them. Tables that cannot be emptied stay as they are.
    pub async fn clear(&mut self) {
        let catalog = match &self.state {
            State::Built(built) if !built.is_empty => built.catalog.clone(),
            _ => return,
        };
        self.changes();
        self.empty(&catalog).await;
    }

    async fn empty(&mut self, catalog: &Catalog) {
        for sql in sample_rows::clear(catalog) {
            let _ = self.runner.session().run(&sql).await;
        }
    }

    /// Returns true if it certainly has no rows, and no sequence was used.
    async fn is_empty(&mut self, catalog: &Catalog) -> bool {
        let Some(sql) = sample_rows::is_empty(catalog) else {
            return false;
        };
        let session = self.runner.session();
        let shown = session.query_text(&sql, Access::Write).await;
        shown.is_ok_and(|shown| {
            let answer = shown.rows.first().and_then(|row| row[0].as_deref());
            answer == Some("t")
        })
    }

    /// Reads its schema.
    ///
    /// # Errors
    /// Fails if the database does not answer.
    pub async fn schema(&mut self) -> Result<Catalog> {
        let schema = match &mut self.reader {
            Some(reader) => reader.schema().await,
            None => self.runner.session().schema().await,
        };
        schema.map_err(|source| Error::Server {
            doing: "reading the schema of the scratch database",
            source: Box::new(source),
        })
    }

    /// Runs statements one by one, each in a transaction of its own.
    ///
    /// # Errors
    /// The first statement that fails.
    pub async fn run(&mut self, steps: &[Step]) -> Result<(), Refused> {
        self.changes();
        for (index, step) in steps.iter().enumerate() {
            let ran = self.runner.session().run(&step.sql).await;
            ran.map_err(|error| Refused { index, error })?;
        }
        Ok(())
    }
}
