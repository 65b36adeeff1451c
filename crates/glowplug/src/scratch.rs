//! A database to try things in: made for a moment, filled by migrations, looked at, dropped.
//!
//! On PostgreSQL it need not be made each time. When the work on it ends and it holds what its
//! migrations build and nothing else, it is kept for a day for the next who asks for the same
//! migrations, or for some more: what is told of it stands in its name, by the content of the
//! migrations. Whoever takes it renames it first, so nobody finds one that was left in the middle.
//! What fails in a kept one is tried again in a new one before it is told to people.

mod guard;
mod stages;

use crate::Runner;
use crate::catalog::Catalog;
use crate::change::Step;
use crate::dialect::{self, sample, temporary};
use crate::error::{Error, Result, ServerError};
use crate::model::{Address, Database};
use crate::plan::UpTarget;
use crate::session::{Access, Session};
use crate::source::Migrations;
use dialect::temporary::Kept;
use guard::Guard;
use stages::Stages;

/// Where scratch databases are made.
#[derive(Clone, Debug)]
pub struct Place {
    /// A database beside which they are made; on SQLite they are in memory.
    pub near: Address,
    /// Whether one is kept for the next run.
    pub keep: bool,
}

/// A database that lives as long as the work on it.
pub struct Scratch {
    place: Place,
    migrations: Migrations,
    stages: Stages,
    database: Guard,
    /// What was kept of an earlier run.
    kept: Option<Kept>,
    runner: Runner,
    /// A session for reading the schema alone: the server plans the one large query once.
    reader: Option<Box<dyn Session>>,
    state: State,
}

/// What a scratch database holds.
enum State {
    /// The first of its migrations, how many is not looked at yet.
    Opened,
    /// What its migrations build.
    Built(Box<Built>),
    /// Something else, and what it held before, if it is known.
    Changed(Option<Box<Built>>),
}

/// What migrations build.
struct Built {
    catalog: Catalog,
    /// Whether they bring no rows and draw no numbers, so that it can be had again by emptying.
    is_empty: bool,
}

/// A statement that the scratch database refused.
#[derive(Debug)]
pub struct Refused {
    /// Which of the statements.
    pub index: usize,
    /// What it said.
    pub error: ServerError,
}

impl Place {
    /// Beside a database, nothing kept.
    pub const fn beside(near: Address) -> Self {
        Self { near, keep: false }
    }
}

impl Scratch {
    /// Makes a database for these migrations, on SQLite in memory, does the work, and drops it
    /// however the work ends, or keeps it. What a killed process leaves, a later one clears away.
    ///
    /// # Errors
    /// Those of the work, and [`Error::Connect`] when the database cannot be made.
    pub async fn with<T, E: From<Error>>(
        place: &Place,
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

    async fn open(place: Place, migrations: Migrations) -> Result<Self> {
        let migrations = migrations.in_memory(place.near.database())?;
        let stages = Stages::of(&place, &migrations)?;
        Self::take(place, migrations, stages, true).await
    }

    /// Takes what was kept, or makes a new one.
    async fn take(
        place: Place,
        migrations: Migrations,
        stages: Stages,
        takes_kept: bool,
    ) -> Result<Self> {
        let wanted = match takes_kept {
            true => stages.latest_first(),
            false => Vec::new(),
        };
        let made = temporary::create(&place.near, &wanted).await?;
        let database = Guard::new(made.address);
        let opened = connect(database.address(), migrations.clone()).await;
        let (mut runner, reader) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                let _ = temporary::remove(&database.released()).await;
                return Err(error);
            }
        };
        // A pooler keeps sessions on it, so that it cannot be renamed.
        let is_pooled = runner.session().pooled().await.unwrap_or(true);
        Ok(Self {
            place,
            migrations,
            stages: if is_pooled { Stages::default() } else { stages },
            database,
            kept: made.kept,
            runner,
            reader,
            state: State::Opened,
        })
    }

    /// Keeps it, where it holds what its migrations build, or drops it.
    async fn close(self) -> Result<()> {
        let Self {
            stages,
            database,
            kept,
            runner,
            reader,
            state,
            ..
        } = self;
        drop((runner, reader));
        let address = database.released();
        if let (State::Built(_), Some(stage)) = (state, stages.last()) {
            let kept = match kept {
                Some(kept) => kept.used(stage),
                None => Kept::new(stage),
            };
            if kept.is_fresh() && temporary::keep(&address, &kept).await.is_ok() {
                return Ok(());
            }
        }
        temporary::remove(&address).await
    }

    /// Goes on in a new, empty database.
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

    /// The migrations that it is for.
    pub const fn migrations(&self) -> &Migrations {
        &self.migrations
    }

    /// Beside it, nothing kept.
    pub fn near(&self) -> Place {
        Place::beside(self.place.near.clone())
    }

    /// Whether it holds what an earlier run built.
    pub const fn is_reused(&self) -> bool {
        self.kept.is_some()
    }

    /// The session that its statements run in.
    pub fn session(&mut self) -> &mut dyn Session {
        self.runner.session()
    }

    /// The session, to change something.
    pub fn changing(&mut self) -> &mut dyn Session {
        self.changes();
        self.runner.session()
    }

    /// What all its migrations build, which it holds then, and nothing else.
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
        self.runner.up(&UpTarget::Latest).await?;
        let catalog = self.schema().await?;
        let is_empty = self.is_empty(&catalog).await;
        self.state = State::Built(Box::new(Built {
            catalog: catalog.clone(),
            is_empty,
        }));
        Ok(catalog)
    }

    /// What is done to it now may change it.
    fn changes(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Opened) {
            State::Built(built) => State::Changed(Some(built)),
            State::Changed(built) => State::Changed(built),
            State::Opened => State::Changed(None),
        };
    }

    /// Takes its rows out again and has it for what it was before it was changed, if it is: `back`
    /// is its schema now, and `gives_back` says that nothing was dropped on which something stands
    /// that a catalog does not hold (extended statistics, publications).
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

    /// The runner of what changes it.
    pub fn runner(&mut self) -> &mut Runner {
        self.changes();
        &mut self.runner
    }

    /// The same for migrations that come after its own.
    pub fn runner_of(&mut self, migrations: Migrations) -> &mut Runner {
        self.runner.replace_migrations(migrations);
        self.runner()
    }

    /// Takes the rows out of its tables, which migrations may have brought: what is tried with its
    /// schema is not to fail on them. What cannot be emptied stays as it is.
    pub async fn clear(&mut self) {
        let catalog = match &self.state {
            State::Built(built) if !built.is_empty => built.catalog.clone(),
            _ => return,
        };
        self.changes();
        self.empty(&catalog).await;
    }

    async fn empty(&mut self, catalog: &Catalog) {
        for sql in sample::clear(catalog) {
            let _ = self.runner.session().run(&sql).await;
        }
    }

    /// Whether it surely has no rows, and no sequence was asked for a number.
    async fn is_empty(&mut self, catalog: &Catalog) -> bool {
        let Some(sql) = sample::is_empty(catalog) else {
            return false;
        };
        let session = self.runner.session();
        let shown = session.show(&sql, Access::Write).await;
        shown.is_ok_and(|shown| {
            let answer = shown.rows.first().and_then(|row| row[0].as_deref());
            answer == Some("t")
        })
    }

    /// Its schema.
    ///
    /// # Errors
    /// A database that does not answer.
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

    /// Runs statements one by one, each committed by itself.
    ///
    /// # Errors
    /// The first one that is refused.
    pub async fn run(&mut self, steps: &[Step]) -> Result<(), Refused> {
        self.changes();
        for (index, step) in steps.iter().enumerate() {
            let ran = self.runner.session().run(&step.sql).await;
            ran.map_err(|error| Refused { index, error })?;
        }
        Ok(())
    }
}

/// A session for its migrations, and one for reading where that is another.
async fn connect(
    address: &Address,
    migrations: Migrations,
) -> Result<(Runner, Option<Box<dyn Session>>)> {
    let runner = Runner::connect(address, migrations);
    if address.database() != Database::Postgres {
        return Ok((runner.await?, None));
    }
    let (runner, reader) = tokio::try_join!(runner, dialect::connect(address))?;
    Ok((runner, Some(reader)))
}
