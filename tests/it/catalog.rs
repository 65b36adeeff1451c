//! What holds for every table, read from PostgreSQL's catalogues.

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
    let silent = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'a'";
    assert_eq!(wrong(silent).await?, "");
    Ok(())
}

#[tokio::test]
async fn every_foreign_key_has_an_index_that_starts_with_it() -> Result<()> {
    let bare = "SELECT k.conname FROM pg_constraint k WHERE k.contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree'
        WHERE i.indrelid = k.conrelid AND i.indpred IS NULL AND i.indkey[0] = k.conkey[1])";
    assert_eq!(wrong(bare).await?, "");
    Ok(())
}

#[tokio::test]
async fn every_table_and_column_has_a_comment() -> Result<()> {
    let mute = format!(
        "SELECT t.relname || '.' || a.attname FROM ({TABLES}) t
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
         WHERE col_description(t.oid, a.attnum) IS NULL OR obj_description(t.oid) IS NULL"
    );
    assert_eq!(wrong(&mute).await?, "");
    Ok(())
}

#[tokio::test]
async fn every_table_has_an_identity_key_and_time_stamps_kept_by_a_trigger() -> Result<()> {
    let other = format!(
        "SELECT t.relname FROM ({TABLES}) t WHERE NOT EXISTS (
            SELECT FROM pg_attribute a JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
            WHERE a.attrelid = t.oid AND a.attnum = k.conkey[1] AND a.attidentity = 'a'
            AND a.atttypid = 'bigint'::regtype)
         OR (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnotnull
            AND a.atttypid = 'timestamptz'::regtype AND a.attname IN ('created_at', 'updated_at')) <> 2
         OR NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid
            AND g.tgname = t.relname || '_set_updated_at')"
    );
    assert_eq!(wrong(&other).await?, "");
    Ok(())
}

#[tokio::test]
async fn names_follow_the_rule() -> Result<()> {
    let odd = "SELECT conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_\\_%'
        AND conname !~ ('^' || c.relname || '_(pkey|[a-z_]+_(key|fkey|check))$')
        UNION ALL
        SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_class c ON c.oid = x.indrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_\\_%'
        AND i.relname !~ ('^' || c.relname || '_(pkey|[a-z_]+_(key|idx))$')";
    assert_eq!(wrong(odd).await?, "");
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
