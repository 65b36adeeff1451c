//! The tour: the features of tomori-db, step by step, on a real database.
//!
//! `cargo tour` needs no configuration: without `DATABASE_URL` (or `DB_HOST`, `DB_NAME` and
//! `DB_USER`) it starts this project's local PostgreSQL. It writes only its own rows and removes
//! them at the end, so it can be run repeatedly, on any database.

mod cleanup;
#[path = "../common/database.rs"]
mod database;
mod keys;
mod memories;
mod moving;
mod print;
mod settings;
mod start;

use std::process::ExitCode;

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use tomori_db::id::{DiscordUserId, GuildId};
use tomori_db::secret::KeyRing;

use print::{Steps, line};

/// The tour's guild. Discord's snowflakes count from 2015 in steps of 4,194,304 per millisecond, so
/// no real guild or user has a number as small as these.
const GUILD: u64 = 4_000_001;
const FIRST_USER: u64 = 4_000_002;
const SECOND_USER: u64 = 4_000_003;

/// The guild and users of the tour.
#[derive(Clone, Copy)]
struct Cast {
    guild: GuildId,
    first: DiscordUserId,
    second: DiscordUserId,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print::failure(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<()> {
    let cast = Cast {
        guild: GuildId::new(GUILD)?,
        first: DiscordUserId::new(FIRST_USER)?,
        second: DiscordUserId::new(SECOND_USER)?,
    };
    line("The tour of tomori-db: what it does, on a real database");
    let ring = keys::ring()?;
    let mut steps = Steps::default();
    let database = steps.run("Choose a database", start::choose()).await?;
    let pool = steps
        .run("Connect and migrate", start::migrate(&database))
        .await?;

    let mut conn = pool.get().await?;
    cleanup::remove(&mut conn, cast).await?;
    let toured = tour(&mut steps, &mut conn, &ring, cast).await;
    let removed = steps
        .run("Remove all that again", cleanup::run(&mut conn, cast))
        .await;
    toured.and(removed)?;

    drop(conn);
    pool.close().await;
    line("\nAll steps went well. Read on in examples/tour/main.rs, then src/servers.rs.");
    Ok(())
}

async fn tour(
    steps: &mut Steps,
    conn: &mut AsyncPgConnection,
    ring: &KeyRing,
    cast: Cast,
) -> Result<()> {
    let server = steps
        .run("Set a server up", keys::set_up(conn, ring, cast))
        .await?;
    steps
        .run("Store and reveal a key", keys::reveal(conn, ring, server))
        .await?;
    steps.run("Add memories", memories::add(conn, cast)).await?;
    steps
        .run("Page through them", memories::page(conn, cast))
        .await?;
    steps
        .run("Search them", memories::search(conn, cast))
        .await?;
    steps
        .run(
            "Transfer them to another user",
            moving::transfer(conn, cast),
        )
        .await?;
    steps
        .run("Change settings", settings::change(conn, cast))
        .await?;
    steps
        .run("Have a change refused", settings::refuse(conn, cast))
        .await?;
    steps
        .run("Purge old memories", moving::purge(conn, cast))
        .await
}
