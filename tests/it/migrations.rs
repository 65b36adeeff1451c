//! The migrations folder: each migration can be applied and reverted, the data migration works as
//! described, and the stock `diesel` command works on it.

mod command;
mod own;

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};
use serde_json::json;
use tomori_db::servers::{self, ServerConfig};

use crate::harness::{add_server, execute, guild, start};
use crate::support::server::{Database, migrated};
use crate::support::sql::text;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Everything that migrations make, as one text: relations, columns, constraints, indexes,
/// triggers, functions, extensions and comments.
const CATALOGUE: &str = "
    SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT concat_ws(' ', 'relation', relname, relkind) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod),
            attnotnull, attidentity, pg_get_expr(d.adbin, d.adrelid), col_description(attrelid, attnum))
        FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relnamespace = 'public'::regnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped
        UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', 'function', p.oid::regprocedure, md5(p.prosrc), proconfig, obj_description(p.oid))
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', 'extension', extname) FROM pg_extension
    ) AS lines (line)";

async fn catalogue(conn: &AsyncPgConnection) -> String {
    text(conn, CATALOGUE).await
}

/// Runs diesel's own harness on a database.
async fn harness(
    database: &Database,
    work: impl FnOnce(&mut Harness) -> diesel::migration::Result<()> + Send + 'static,
) -> Result<()> {
    let conn = database.connect().await?;
    let done = tokio::task::spawn_blocking(move || work(&mut Harness::from(conn)));
    done.await?.map_err(|error| anyhow::anyhow!("{error}"))
}

type Harness = diesel_async::async_connection_wrapper::AsyncConnectionWrapper<AsyncPgConnection>;

#[tokio::test]
async fn every_migration_goes_down_and_up_again_to_the_same_schema() -> Result<()> {
    let database = crate::support::database().await;
    let conn = database.connect().await?;
    let empty = catalogue(&conn).await;
    let mut stages = Vec::new();
    let total = diesel::migration::MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
        .map_err(|error| anyhow::anyhow!("{error}"))?
        .len();
    for _ in 0..total {
        harness(&database, |h| h.run_next_migration(MIGRATIONS).map(drop)).await?;
        stages.push(catalogue(&conn).await);
        harness(&database, |h| h.revert_last_migration(MIGRATIONS).map(drop)).await?;
        let before = stages.iter().rev().nth(1).cloned();
        let reverted = catalogue(&conn).await;
        assert_eq!(
            without_diesel(&reverted),
            without_diesel(&before.unwrap_or(empty.clone()))
        );
        harness(&database, |h| h.run_next_migration(MIGRATIONS).map(drop)).await?;
        assert_eq!(Some(&catalogue(&conn).await), stages.last());
    }
    harness(&database, |h| h.revert_all_migrations(MIGRATIONS).map(drop)).await?;
    assert_eq!(
        without_diesel(&catalogue(&conn).await),
        without_diesel(&empty)
    );
    Ok(())
}

/// Diesel's own table stays when all migrations are gone.
fn without_diesel(catalogue: &str) -> String {
    let lines = catalogue.lines().filter(|line| !line.contains("__diesel"));
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_advanced_settings_come_and_go() -> Result<()> {
    let (database, conn) = start().await?;
    // Back to before the data migration, over what follows it.
    let back = |h: &mut Harness| {
        while h.revert_last_migration(MIGRATIONS)?.to_string() != "202601100912000000" {}
        Ok(())
    };
    harness(&database, back).await?;
    execute(
        &conn,
        r#"INSERT INTO servers (discord_server_id, config) VALUES
           ('1', '{}'), ('2', '{"advanced_mode_enabled": true, "theirs": 1}'),
           ('3', '{"advanced_mode_enabled": true, "debug_logging_enabled": true, "custom_personality_enabled": false}')"#,
    )
    .await?;
    let configs = "SELECT string_agg(config::text, ' ' ORDER BY discord_server_id) FROM servers";
    let before = text(&conn, configs).await;
    harness(&database, |h| {
        h.run_pending_migrations(MIGRATIONS).map(drop)
    })
    .await?;
    let added = text(&conn, configs).await;
    let wanted = [
        json!({"advanced_mode_enabled": false, "debug_logging_enabled": false, "custom_personality_enabled": true}),
        json!({"advanced_mode_enabled": true, "debug_logging_enabled": false, "custom_personality_enabled": true, "theirs": 1}),
        json!({"advanced_mode_enabled": true, "debug_logging_enabled": true, "custom_personality_enabled": false}),
    ];
    let found: Vec<serde_json::Value> = serde_json::Deserializer::from_str(&added)
        .into_iter()
        .collect::<Result<_, _>>()?;
    assert_eq!(found, wanted);
    harness(&database, back).await?;
    let taken = text(&conn, configs).await;
    assert_eq!(taken, r#"{} {"theirs": 1} {}"#);
    assert!(before.contains("theirs"));
    Ok(())
}

#[tokio::test]
async fn a_column_is_added_once() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let add = "SELECT add_column_if_not_exists('servers', 'my \"note\"; --', 'varchar(20)', '''a''', 'NOT NULL')";
    assert_eq!(text(&conn, add).await, "true");
    assert_eq!(text(&conn, add).await, "false");
    let value = text(&conn, "SELECT \"my \"\"note\"\"; --\" FROM servers").await;
    assert_eq!(value, "a");
    let types = [
        "text[]",
        "timestamp(3) with time zone",
        "numeric(10, 2)",
        "double precision",
        "jsonb",
    ];
    for (n, name) in types.iter().enumerate() {
        let sql = format!("SELECT add_column_if_not_exists('servers', 'c{n}', '{name}')");
        assert_eq!(text(&conn, &sql).await, "true", "{name}");
    }
    assert_eq!(
        servers::get(&conn, guild(1)).await?.config()?,
        &ServerConfig::default()
    );
    Ok(())
}

#[tokio::test]
async fn adding_a_column_refuses_everything_else() -> Result<()> {
    let database = migrated().await;
    let conn = database.connect().await?;
    let before = catalogue(&conn).await;
    for arguments in [
        "'nowhere', 'c', 'text'",
        "'servers; DROP TABLE users', 'c', 'text'",
        "'servers', '', 'text'",
        "'servers', repeat('c', 64), 'text'",
        "'servers', 'c', 'no_such_type'",
        "'servers', 'c', 'text; DROP TABLE users'",
        "'servers', 'c', 'text DEFAULT 1'",
        "'servers', 'c', 'text, DROP COLUMN config'",
        "'servers', 'c', 'integer', '1)) AS integer); DROP TABLE users; SELECT CAST((SELECT (1'",
        "'servers', 'c', 'integer', '1), DROP COLUMN config, ADD COLUMN d integer DEFAULT (2'",
        "'servers', 'c', 'integer', '''text'''",
        "'servers', 'c', 'integer', NULL, 'CHECK (true), DROP COLUMN config, ADD COLUMN d integer CHECK (true)'",
        "'servers', 'config', 'text'",
        "'servers', 'c', 'text -- '",
        "'servers', 'c', 'integer', NULL, 'NOT NULL, DROP COLUMN config'",
    ] {
        let sql = format!("SELECT add_column_if_not_exists({arguments})");
        assert!(execute(&conn, &sql).await.is_err(), "{arguments}");
    }
    assert_eq!(catalogue(&conn).await, before);
    Ok(())
}

#[tokio::test]
async fn an_extension_that_others_use_stays() -> Result<()> {
    let (database, conn) = start().await?;
    let theirs = "CREATE TABLE theirs (t text); CREATE INDEX ON theirs USING gin (t gin_trgm_ops)";
    execute(&conn, theirs).await?;
    harness(&database, |h| h.revert_all_migrations(MIGRATIONS).map(drop)).await?;
    let left = "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension";
    assert_eq!(text(&conn, left).await, "pg_trgm plpgsql");
    Ok(())
}
