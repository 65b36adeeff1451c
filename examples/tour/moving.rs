//! Changes many memories at once: a transfer, a purge.

use anyhow::{Result, bail};
use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use tomori_db::error_log::{self, ErrorFilter};
use tomori_db::flows::{TransferScope, transfer_memories};
use tomori_db::id::DiscordUserId;
use tomori_db::memories::{MemoryType, personal};
use tomori_db::page::PageRequest;
use tomori_db::{servers, users};

use crate::Cast;
use crate::print::{count, fact};

/// The type of the memories that are purged.
pub(crate) const NOTE: &str = "tomori_db_tour_note";

/// Moves all memories of the first user to the second, then tries transfers that are refused.
pub(crate) async fn transfer(conn: &mut AsyncPgConnection, cast: Cast) -> Result<()> {
    users::get_or_insert(conn, cast.second).await?;
    let (from, to, guild) = (cast.first, cast.second, cast.guild);
    let moved = transfer_memories(conn, from, to, guild, TransferScope::All).await?;
    fact(
        "moved",
        format_args!("{} in one transaction", count(moved, "memory")),
    );
    fact("first has", count(owned(conn, cast, from).await?, "memory"));
    fact("second has", count(owned(conn, cast, to).await?, "memory"));

    let server = servers::get(conn, guild).await?.server_id;
    let filter = ErrorFilter {
        server: Some(server),
        ..ErrorFilter::default()
    };
    for entry in error_log::search(conn, &filter, PageRequest::first(1)?)
        .await?
        .items
    {
        fact(
            "logged",
            format_args!("{} {}", entry.error_message, entry.context()?),
        );
    }
    match transfer_memories(conn, from, to, guild, TransferScope::All).await {
        Ok(_) => bail!("there was something left to transfer"),
        Err(error) => fact("refused", format_args!("a second time: {error}")),
    }
    Ok(())
}

/// Deletes one type of memory, up to the newest one.
pub(crate) async fn purge(conn: &AsyncPgConnection, cast: Cast) -> Result<()> {
    let page = personal::list(conn, cast.second, cast.guild, PageRequest::first(1)?).await?;
    let Some(newest) = page.items.first() else {
        bail!("the second user has no memories");
    };
    let note = MemoryType::new(NOTE)?;
    let before = newest.created_at + TimeDelta::microseconds(1);
    let purged = personal::purge(conn, cast.guild, &note, before).await?;
    fact("type", &note);
    fact("before", before.format("%F %T%.6f UTC"));
    fact("purged", count(purged, "memory"));
    fact(
        "left",
        count(owned(conn, cast, cast.second).await?, "memory"),
    );
    Ok(())
}

async fn owned(conn: &AsyncPgConnection, cast: Cast, user: DiscordUserId) -> Result<usize> {
    let page = personal::list(conn, user, cast.guild, PageRequest::first(100)?).await?;
    Ok(page.items.len())
}
