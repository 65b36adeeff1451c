//! Every list walks through its rows, one page after the other, and ends.

use anyhow::{Result, ensure};
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use tomori_db::error_log::{self, ErrorFilter};
use tomori_db::memories::{self, PersonalSearch, ServerSearch};
use tomori_db::page::{Page, PageRequest};
use tomori_db::{instances, presets, servers, users};

use crate::calls::World;
use crate::harness::{execute, guild, start, user};

/// Walks in pages of one row, and compares with one page of all rows.
async fn walk<T: Serialize>(
    name: &str,
    list: impl AsyncFn(PageRequest) -> tomori_db::Result<Page<T>>,
) -> Result<()> {
    let all = list(PageRequest::first(100)?).await?;
    ensure!(
        all.items.len() >= 2 && all.next.is_none(),
        "{name}: too few rows to walk"
    );
    let mut walked = Vec::new();
    let mut request = PageRequest::first(1)?;
    loop {
        let page = list(request).await?;
        walked.extend(page.items.iter().map(serde_json::to_value));
        let Some(place) = page.next else { break };
        ensure!(walked.len() < all.items.len(), "{name} does not end");
        request = request.after(place);
    }
    let walked: Vec<_> = walked.into_iter().collect::<Result<_, _>>()?;
    ensure!(
        serde_json::to_value(&all.items)? == serde_json::to_value(walked)?,
        "{name}"
    );
    Ok(())
}

/// Makes some of the rows of each table as old as each other.
const SAME_MOMENT: &str = "
    UPDATE servers SET created_at = '2026-01-01';
    UPDATE users SET created_at = '2026-01-01' WHERE discord_user_id <> '2001';
    UPDATE tomori_presets SET created_at = '2026-01-01' WHERE tomori_preset_name = 'SPARE';
    UPDATE tomori_instances SET created_at = '2026-01-01';
    UPDATE error_logs SET created_at = '2026-01-01' WHERE error_message = 'SPARE'";

async fn full() -> Result<(crate::support::Database, AsyncPgConnection)> {
    let (database, conn) = start().await?;
    World::new(&conn).await?;
    execute(&conn, SAME_MOMENT).await?;
    Ok((database, conn))
}

#[tokio::test]
async fn every_list_of_rows_walks_and_ends() -> Result<()> {
    let (_database, conn) = full().await?;
    walk("servers", async |page| servers::list(&conn, page).await).await?;
    walk("users", async |page| users::list(&conn, page).await).await?;
    walk("presets", async |page| presets::list(&conn, page).await).await?;
    walk("english", async |page| {
        presets::list_by_language(&conn, "en", page).await
    })
    .await?;
    walk("instances", async |page| instances::list(&conn, page).await).await?;
    let filter = ErrorFilter::default();
    walk("errors", async |page| {
        error_log::search(&conn, &filter, page).await
    })
    .await
}

#[tokio::test]
async fn every_list_and_search_of_memories_walks_and_ends() -> Result<()> {
    use memories::{personal, server};

    let (_database, conn) = full().await?;
    let (guild, user) = (guild(1), user(1));
    walk("personal", async |page| {
        personal::list(&conn, user, guild, page).await
    })
    .await?;
    walk("server", async |page| {
        server::list(&conn, guild, page).await
    })
    .await?;
    let search = PersonalSearch::new("a");
    walk("personal search", async |page| {
        personal::search(&conn, guild, &search, page).await
    })
    .await?;
    let search = ServerSearch::new("a");
    walk("server search", async |page| {
        server::search(&conn, guild, &search, page).await
    })
    .await
}
