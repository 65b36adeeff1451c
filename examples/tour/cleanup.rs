//! Removes the tour's rows: before the tour, if an earlier one was interrupted, and after it.

use anyhow::{Result, ensure};
use diesel_async::AsyncPgConnection;
use tomori_db::error_log::{self, ErrorFilter};
use tomori_db::page::PageRequest;
use tomori_db::{pool, presets, servers, users};

use crate::Cast;
use crate::print::{count, fact};

/// The language of the tour's preset, by which it is found again: English, for private use.
pub(crate) const PRESET_LANGUAGE: &str = "en-x-tour";

/// Removes the rows and shows that they are gone.
pub(crate) async fn run(conn: &mut AsyncPgConnection, cast: Cast) -> Result<()> {
    let roots = remove(conn, cast).await?;
    ensure!(
        servers::find(conn, cast.guild).await?.is_none(),
        "the server is still there"
    );
    fact(
        "deleted",
        format_args!(
            "{}, and with them all that refers to them",
            count(roots, "row")
        ),
    );
    fact("left", "nothing of the tour");
    Ok(())
}

/// Removes the rows in one transaction; returns how many, without those deleted by cascade.
pub(crate) async fn remove(conn: &mut AsyncPgConnection, cast: Cast) -> Result<usize> {
    let removed = pool::transaction(conn, async |conn| {
        let mut removed = 0;
        if let Some(server) = servers::find(conn, cast.guild).await? {
            // Log entries outlive their server, so they are deleted first.
            let filter = ErrorFilter {
                server: Some(server.server_id),
                ..ErrorFilter::default()
            };
            let entries = error_log::search(conn, &filter, PageRequest::first(100)?).await?;
            for entry in entries.items {
                removed += usize::from(error_log::delete(conn, entry.error_log_id).await?);
            }
        }
        removed += usize::from(servers::delete(conn, cast.guild).await?);
        for user in [cast.first, cast.second] {
            removed += usize::from(users::delete(conn, user).await?);
        }
        let page = PageRequest::first(100)?;
        for preset in presets::list_by_language(conn, PRESET_LANGUAGE, page)
            .await?
            .items
        {
            removed += usize::from(presets::delete(conn, preset.tomori_preset_id).await?);
        }
        Ok(removed)
    });
    Ok(removed.await?)
}
