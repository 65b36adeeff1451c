//! Pages by key and by counting.

use std::collections::HashSet;

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use tomori_db::id::PersonalMemoryId;
use tomori_db::memories::{personal, server};
use tomori_db::page::{Cursor, Offset, PageRequest};

use crate::harness::{add_server, add_user, execute, guild, start, user};

/// Rows of one user, three of each moment.
async fn add_rows(conn: &AsyncPgConnection, rows: i64) -> Result<()> {
    add_server(conn, 1).await?;
    add_user(conn, 1).await?;
    execute(
        conn,
        &format!(
            "INSERT INTO personal_memories (user_id, server_id, memory_content, created_at)
             SELECT user_id, server_id, 'fact ' || n, timestamptz '2026-01-01' + interval '1 s' * (n / 3)
             FROM users, servers, generate_series(1, {rows}) n ORDER BY n;
             INSERT INTO server_memories (server_id, memory_content, created_at)
             SELECT server_id, memory_content, created_at FROM personal_memories ORDER BY memory_id"
        ),
    )
    .await
}

/// All keys, page by page, with something done between two pages.
async fn walk(
    conn: &AsyncPgConnection,
    limit: i64,
    between: impl AsyncFn(usize) -> Result<()>,
) -> Result<Vec<PersonalMemoryId>> {
    let mut keys = Vec::new();
    let mut request = PageRequest::first(limit)?;
    for turn in 0.. {
        let page = personal::list(conn, user(1), guild(1), request).await?;
        keys.extend(page.items.iter().map(|row| row.memory_id));
        let Some(place) = page.next else { break };
        let sent: String = serde_json::from_str(&serde_json::to_string(&place)?)?;
        request = request.after(sent.parse()?);
        between(turn).await?;
    }
    Ok(keys)
}

#[tokio::test]
async fn every_row_is_seen_once_in_order() -> Result<()> {
    let (_database, conn) = start().await?;
    add_rows(&conn, 100).await?;
    for limit in [1, 7, 50, 99, 100] {
        let keys = walk(&conn, limit, async |_| Ok(())).await?;
        let wanted: Vec<_> = (1..=100).rev().map(PersonalMemoryId::new).collect();
        assert_eq!(keys, wanted, "pages of {limit}");
    }
    let page = server::list(&conn, guild(1), PageRequest::first(100)?).await?;
    assert_eq!(page.items.len(), 100);
    assert_eq!(page.next, None, "the last page knows that it is the last");
    Ok(())
}

#[tokio::test]
async fn nothing_is_skipped_or_repeated_while_others_write() -> Result<()> {
    let (database, conn) = start().await?;
    add_rows(&conn, 200).await?;
    let other = database.connect().await?;
    let keys = walk(&conn, 10, async |turn| {
        // New rows arrive in front, rows that were seen go, and so does the row of the cursor.
        let seen = 200 - 10 * i64::try_from(turn)?;
        execute(
            &other,
            &format!(
                "INSERT INTO personal_memories (user_id, server_id, memory_content)
                 SELECT user_id, server_id, 'new' FROM users, servers, generate_series(1, 5);
                 DELETE FROM personal_memories WHERE memory_id IN ({seen}, {})",
                seen - 9
            ),
        )
        .await
    })
    .await?;
    let distinct: HashSet<_> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len(), "a row came twice");
    let old: Vec<_> = keys
        .iter()
        .filter(|key| key.get() <= 200)
        .copied()
        .collect();
    assert_eq!(
        old,
        (1..=200)
            .rev()
            .map(PersonalMemoryId::new)
            .collect::<Vec<_>>()
    );
    Ok(())
}

#[tokio::test]
async fn counting_pages_gives_the_same_order() -> Result<()> {
    let (_database, conn) = start().await?;
    add_rows(&conn, 25).await?;
    let mut keys = Vec::new();
    for offset in [0, 10, 20, 30] {
        let page = Offset::new(10, offset)?;
        let rows = personal::list_by_offset(&conn, user(1), guild(1), page).await?;
        keys.extend(rows.iter().map(|row| row.memory_id.get()));
        let of_server = server::list_by_offset(&conn, guild(1), page).await?;
        assert_eq!(of_server.len(), rows.len());
    }
    assert_eq!(keys, (1..=25).rev().collect::<Vec<i64>>());
    Ok(())
}

#[tokio::test]
async fn a_tampered_cursor_is_refused_with_clear_words() -> Result<()> {
    let (_database, conn) = start().await?;
    add_rows(&conn, 3).await?;
    let page = personal::list(&conn, user(1), guild(1), PageRequest::first(1)?).await?;
    let place = page.next.expect("a second page").to_string();
    for (n, letter) in place.char_indices() {
        let other = if letter == 'A' { "B" } else { "A" };
        let mut changed = place.clone();
        changed.replace_range(n..=n, other);
        let error = changed.parse::<Cursor>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`cursor` must be a cursor of an earlier page, unchanged"
        );
    }
    Ok(())
}
