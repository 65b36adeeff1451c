//! The error log.

use anyhow::Result;
use serde_json::json;
use tomori_db::Error;
use tomori_db::error_log::{self, ErrorFilter, ErrorLogPatch, NewErrorLog};
use tomori_db::id::{ErrorLogId, ServerId};
use tomori_db::page::PageRequest;
use tomori_db::servers;

use crate::harness::{add_server, execute, guild, number, start};

fn entry(server: Option<ServerId>, error_type: &str) -> NewErrorLog {
    NewErrorLog {
        server_id: server,
        error_type: error_type.into(),
        error_message: "it broke".into(),
        error_context: json!({"command": "/teach"}),
    }
}

#[tokio::test]
async fn an_entry_is_stored_changed_and_deleted() -> Result<()> {
    let (_database, conn) = start().await?;
    let stored = error_log::insert(&conn, &entry(None, "command")).await?;
    let key = stored.error_log_id;
    assert_eq!(error_log::get(&conn, key).await?, stored);
    let patch = ErrorLogPatch {
        error_message: Some("it was fixed".into()),
        ..ErrorLogPatch::default()
    };
    let changed = error_log::update(&conn, key, &patch).await?;
    assert_eq!(changed.error_message, "it was fixed");
    assert_eq!(changed.context()?, stored.context()?);
    assert!(error_log::delete(&conn, key).await?);
    assert!(!error_log::delete(&conn, key).await?);
    let missing = error_log::update(&conn, ErrorLogId::new(9), &patch).await;
    assert!(matches!(missing, Err(Error::NotFound { .. })));
    Ok(())
}

#[tokio::test]
async fn entries_are_found_by_type_and_server() -> Result<()> {
    let (_database, conn) = start().await?;
    let one = add_server(&conn, 1).await?.server_id;
    let two = add_server(&conn, 2).await?.server_id;
    for (server, kind) in [
        (Some(one), "a"),
        (Some(one), "b"),
        (Some(two), "a"),
        (None, "a"),
    ] {
        error_log::insert(&conn, &entry(server, kind)).await?;
    }
    let count = async |server: Option<ServerId>, kind: Option<&str>| {
        let filter = ErrorFilter {
            server,
            error_type: kind.map(Into::into),
        };
        error_log::search(&conn, &filter, PageRequest::default())
            .await
            .map(|page| page.items.len())
    };
    assert_eq!(count(None, None).await?, 4);
    assert_eq!(count(None, Some("a")).await?, 3);
    assert_eq!(count(Some(one), None).await?, 2);
    assert_eq!(count(Some(one), Some("a")).await?, 1);
    assert_eq!(count(Some(two), Some("b")).await?, 0);
    let first = error_log::search(&conn, &ErrorFilter::default(), PageRequest::first(1)?).await?;
    assert_eq!(first.items[0].server_id, None, "newest first");
    assert!(first.next.is_some());
    Ok(())
}

#[tokio::test]
async fn an_entry_outlives_its_server() -> Result<()> {
    let (_database, conn) = start().await?;
    let server = add_server(&conn, 1).await?.server_id;
    let stored = error_log::insert(&conn, &entry(Some(server), "a")).await?;
    servers::delete(&conn, guild(1)).await?;
    assert_eq!(
        error_log::get(&conn, stored.error_log_id).await?.server_id,
        None
    );
    Ok(())
}

#[tokio::test]
async fn an_entry_outside_its_limits_is_refused() -> Result<()> {
    let (_database, conn) = start().await?;
    for bad in [
        entry(None, ""),
        NewErrorLog {
            error_message: "x".repeat(10_001),
            ..entry(None, "a")
        },
        NewErrorLog {
            error_context: json!("a\0b"),
            ..entry(None, "a")
        },
    ] {
        let refused = error_log::insert(&conn, &bad).await;
        assert!(matches!(refused, Err(Error::InvalidInput { .. })));
    }
    let filter = ErrorFilter {
        server: None,
        error_type: Some("a\0b".into()),
    };
    let refused = error_log::search(&conn, &filter, PageRequest::default()).await;
    assert!(matches!(refused, Err(Error::InvalidInput { .. })));
    let unknown = error_log::insert(&conn, &entry(Some(ServerId::new(99)), "a")).await;
    assert!(
        matches!(unknown, Err(Error::Conflict { constraint }) if constraint == "error_logs_server_id_fkey")
    );
    Ok(())
}

#[tokio::test]
async fn a_purge_takes_the_entries_before_a_time() -> Result<()> {
    let (_database, conn) = start().await?;
    for _ in 0..3 {
        error_log::insert(&conn, &entry(None, "kind")).await?;
    }
    execute(
        &conn,
        "UPDATE error_logs SET created_at = now() - interval '2 days' WHERE error_log_id <= 2",
    )
    .await?;
    let yesterday = chrono::Utc::now() - chrono::TimeDelta::days(1);
    assert_eq!(error_log::purge(&conn, yesterday).await?, 2);
    assert_eq!(error_log::purge(&conn, yesterday).await?, 0);
    assert_eq!(number(&conn, "SELECT count(*) FROM error_logs").await?, 1);
    Ok(())
}
