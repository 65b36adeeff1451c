//! Replays the history of Diesel projects: for every commit that changed a `schema.rs`, the database
//! as the migrations before it build it, and the `schema.rs` of the commit, must be enough to
//! generate a migration that leads to this `schema.rs` and back, and that drops nothing which the
//! commit's own migrations keep.
//!
//! ```sh
//! cargo run -p glowplug-cli --example replay -- ../some-project ../another
//! cargo run -p glowplug-cli --example replay -- --database mysql --url mysql://root@localhost/test ../third
//! ```
//!
//! Questions (what is renamed, the values of enums) are answered from the commit's own migrations,
//! and counted. Nothing of a project is run but the SQL of its migrations, in scratch databases.

#![allow(
    clippy::print_stdout,
    reason = "it is for people who look at its output"
)]

mod change;
mod files;
mod history;
mod place;
mod verdict;
mod words;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use glowplug::catalog::Catalog;
use glowplug::model::{Address, Database};
use glowplug_local::{TestDatabase, TestServer};

use change::Change;
use history::Repository;
use place::Place;
use verdict::Tally;

/// Generates every change of a schema in the history of Diesel projects, and compares.
#[derive(Parser)]
struct Args {
    /// Folders with a git history
    #[arg(required = true)]
    projects: Vec<PathBuf>,

    /// Only this database; also where neither paths nor `Cargo.toml` tell which it is
    #[arg(long)]
    database: Option<String>,

    /// A server for scratch databases; without it a temporary PostgreSQL, and SQLite in memory
    #[arg(long)]
    url: Option<String>,

    /// Only commits whose hash begins like this
    #[arg(long)]
    commit: Option<String>,

    /// Statements that the project runs before its migrations: `SET foreign_key_checks = 0;`
    #[arg(long, default_value = "")]
    start: String,

    /// Print what is generated
    #[arg(long)]
    show: bool,
}

/// Where scratch databases are made, and what was built before.
struct Workshop {
    postgres: Option<TestDatabase>,
    url: Option<String>,
    built: HashMap<String, Option<Catalog>>,
    start: String,
    show: bool,
}

impl Workshop {
    fn near(&mut self, database: Database) -> Result<Address> {
        if let Some(url) = &self.url {
            let address = Address::parse(url)?;
            if address.database() == database {
                return Ok(address);
            }
        }
        match database {
            Database::Sqlite => Ok(Address::parse("replay.db")?),
            Database::Postgres => {
                if self.postgres.is_none() {
                    self.postgres = Some(TestServer::shared()?.database()?);
                }
                let made = self.postgres.as_ref().context("a database")?;
                Ok(Address::parse(made.url())?)
            }
            Database::Mysql => anyhow::bail!("name a MySQL server with `--url`"),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let args = Args::parse();
    let mut workshop = Workshop {
        postgres: None,
        url: args.url.clone(),
        built: HashMap::new(),
        start: args.start.clone(),
        show: args.show,
    };
    let mut total = Tally::default();
    for project in &args.projects {
        let tally = replay(project, &args, &mut workshop).await?;
        println!("{}: {tally}\n", project.display());
        total.add(&tally);
    }
    if args.projects.len() > 1 {
        println!("all: {total}");
    }
    Ok(())
}

async fn replay(project: &Path, args: &Args, workshop: &mut Workshop) -> Result<Tally> {
    let mut repository = Repository::open(project)?;
    let guess = args.database.as_deref().and_then(place::named);
    let mut tally = Tally::default();
    for commit in repository.commits()? {
        if !args
            .commit
            .as_ref()
            .is_none_or(|hash| commit.starts_with(hash))
        {
            continue;
        }
        let after = repository.tree(&commit)?;
        let before = repository.tree(&format!("{commit}^")).unwrap_or_default();
        for place in Place::all(&mut repository, &after, guess)? {
            if guess.is_some_and(|only| only != place.database) {
                continue;
            }
            let former = Place::all(&mut repository, &before, guess)?;
            let Some(change) = Change::find(&mut repository, place, &former)? else {
                continue;
            };
            let verdict = change.replay(workshop).await?;
            let (hash, name) = (&commit[..10], change.name());
            println!("{hash} {name}: {verdict}");
            tally.count(&verdict);
        }
    }
    Ok(tally)
}
