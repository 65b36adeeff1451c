//! Rules for every table, checked in PostgreSQL's catalogs. Each rule is a file, so that the
//! README's walk is checked too.

use anyhow::Result;

use crate::harness::start;
use crate::support::sql::text;

/// The lines that a query finds wrong.
async fn wrong(query: &str) -> Result<String> {
    let (_database, conn) = start().await?;
    let all =
        format!("coalesce((SELECT string_agg(line, ', ') FROM ({query}) AS found (line)), '')");
    Ok(text(&conn, &all).await)
}

const TABLES: &str = "SELECT c.oid, c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_\\_%'";

#[tokio::test]
async fn there_are_eight_tables() -> Result<()> {
    let names = wrong(&format!(
        "SELECT relname FROM ({TABLES}) t ORDER BY relname"
    ))
    .await?;
    assert_eq!(
        names,
        "encrypted_api_keys, error_logs, personal_memories, server_memories, servers, \
         tomori_instances, tomori_presets, users"
    );
    Ok(())
}

#[tokio::test]
async fn every_foreign_key_says_what_happens_on_delete() -> Result<()> {
    assert_eq!(
        wrong(include_str!("catalog/foreign_keys_without_on_delete.sql")).await?,
        ""
    );
    Ok(())
}

#[tokio::test]
async fn every_foreign_key_has_an_index_that_starts_with_it() -> Result<()> {
    assert_eq!(
        wrong(include_str!("catalog/foreign_keys_without_index.sql")).await?,
        ""
    );
    Ok(())
}

#[tokio::test]
async fn every_table_and_column_has_a_comment() -> Result<()> {
    assert_eq!(
        wrong(include_str!("catalog/columns_without_comment.sql")).await?,
        ""
    );
    Ok(())
}

#[tokio::test]
async fn every_table_has_an_identity_key_and_time_stamps_kept_by_a_trigger() -> Result<()> {
    assert_eq!(
        wrong(include_str!("catalog/tables_without_key_or_times.sql")).await?,
        ""
    );
    Ok(())
}

#[tokio::test]
async fn names_follow_the_rule() -> Result<()> {
    assert_eq!(
        wrong(include_str!("catalog/names_that_break_the_rule.sql")).await?,
        ""
    );
    Ok(())
}

#[tokio::test]
async fn every_function_has_a_comment() -> Result<()> {
    let mute = "SELECT p.proname::text FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND obj_description(p.oid) IS NULL
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')";
    assert_eq!(wrong(mute).await?, "");
    Ok(())
}
