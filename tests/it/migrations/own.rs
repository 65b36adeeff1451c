//! Migrations and columns that services add, and the conditions that a database must fulfil before
//! any migration runs.

use anyhow::Result;
use diesel::connection::BoxableConnection;
use diesel::migration::{
    Migration, MigrationMetadata, MigrationName, MigrationSource, MigrationVersion,
};
use diesel::pg::Pg;
use serde_json::json;
use tomori_db::columns::{NewColumn, add_column_if_not_exists};
use tomori_db::{Error, pool, servers};

use crate::harness::{add_server, execute, guild, number, start};
use crate::support::server::{migrated, server};
use crate::support::sql::text;

/// Data migrations of a service: a version, and a statement each way.
#[derive(Clone, Copy)]
struct Steps(&'static [(&'static str, &'static str, &'static str)]);

struct Step(&'static str, &'static str, &'static str);

const STEPS: Steps = Steps(&[
    (
        "20260401000000",
        "UPDATE servers SET config = config || '{\"plugin\": 1}'",
        "UPDATE servers SET config = config - 'plugin'",
    ),
    (
        "20260402000000",
        "UPDATE servers SET config = config || '{\"plugin\": 2}'",
        "UPDATE servers SET config = config || '{\"plugin\": 1}'",
    ),
]);

impl MigrationSource<Pg> for Steps {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<Pg>>>> {
        let boxed =
            |(version, up, down)| Box::new(Step(version, up, down)) as Box<dyn Migration<Pg>>;
        Ok(self.0.iter().copied().map(boxed).collect())
    }
}

impl MigrationName for Step {
    fn version(&self) -> MigrationVersion<'_> {
        self.0.into()
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl MigrationMetadata for Step {
    fn run_in_transaction(&self) -> bool {
        true
    }
}

impl Migration<Pg> for Step {
    fn run(&self, conn: &mut dyn BoxableConnection<Pg>) -> diesel::migration::Result<()> {
        Ok(conn.batch_execute(self.1)?)
    }

    fn revert(&self, conn: &mut dyn BoxableConnection<Pg>) -> diesel::migration::Result<()> {
        Ok(conn.batch_execute(self.2)?)
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        self
    }

    fn name(&self) -> &dyn MigrationName {
        self
    }
}

#[tokio::test]
async fn data_migrations_of_a_service_run_once_and_go_back() -> Result<()> {
    let (database, conn) = start().await?;
    let settings = database.settings();
    add_server(&conn, 1).await?;
    let plugin = "plugin".parse()?;
    let found = async || servers::find_custom_setting(&conn, guild(1), &plugin).await;
    let ran = pool::migrate_with(&settings, STEPS).await?;
    assert_eq!(ran, ["20260401000000", "20260402000000"]);
    assert_eq!(found().await?, Some(json!(2)));
    assert!(pool::migrate_with(&settings, STEPS).await?.is_empty());
    assert_eq!(
        pool::revert_with(&settings, STEPS, 1).await?,
        ["20260402000000"]
    );
    assert_eq!(found().await?, Some(json!(1)));
    assert_eq!(
        pool::revert_with(&settings, STEPS, 9).await?,
        ["20260401000000"]
    );
    assert_eq!(found().await?, None);
    assert!(
        pool::pending_migrations(&conn).await?.is_empty(),
        "ours stay"
    );
    Ok(())
}

#[tokio::test]
async fn a_service_starts_on_an_empty_database_with_both() -> Result<()> {
    let database = crate::support::database().await;
    let ran = pool::migrate_with(&database.settings(), STEPS).await?;
    assert_eq!(ran.last().map(String::as_str), Some("20260402000000"));
    let conn = database.connect().await?;
    let times = "SELECT count(DISTINCT run_on) FROM __diesel_schema_migrations";
    assert_eq!(
        number(&conn, times).await?,
        2,
        "this crate's are one batch, and the service's"
    );
    assert!(ran.len() > STEPS.0.len());
    Ok(())
}

#[tokio::test]
async fn a_version_of_this_crate_is_refused_before_anything_runs() -> Result<()> {
    const TAKEN: Steps = Steps(&[("202601100903000000", "SELECT 1", "SELECT 1")]);
    let database = crate::support::database().await;
    let refused = pool::migrate_with(&database.settings(), TAKEN)
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Configuration(_)), "{refused:?}");
    assert!(
        refused.to_string().contains("`202601100903000000`"),
        "{refused}"
    );
    let conn = database.connect().await?;
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(number(&conn, tables).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_database_of_another_encoding_is_refused_before_anything_runs() -> Result<()> {
    let server = server(glowplug_local::Settings::default()).await;
    let (home, other) = (server.database(), "of_another_encoding");
    let admin = home.connect().await?;
    for encoding in ["LATIN1", "SQL_ASCII"] {
        let create =
            format!("CREATE DATABASE {other} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0");
        execute(&admin, &create).await?;
        let settings = pool::Settings::from_url(&home.url().replace(&home.name, other))?;
        let refused = pool::migrate(&settings).await.unwrap_err();
        let words = refused.to_string();
        assert!(matches!(refused, Error::Configuration(_)), "{refused:?}");
        assert!(
            words.contains("UTF8") && words.contains(encoding),
            "{words}"
        );
        let conn = pool::connect(&settings).await?;
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        assert_eq!(number(&conn, tables).await?, 0);
        drop(conn);
        execute(&admin, &format!("DROP DATABASE {other} WITH (FORCE)")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_column_is_added_from_rust_unless_it_is_there() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let column = NewColumn {
        table: "servers",
        name: "region",
        column_type: "varchar(20)",
        default: Some("'eu'"),
        constraint: Some("CHECK (region <> '')"),
    };
    assert!(add_column_if_not_exists(&conn, column).await?);
    assert!(!add_column_if_not_exists(&conn, column).await?);
    assert_eq!(text(&conn, "SELECT region FROM servers").await, "eu");
    let other = NewColumn {
        column_type: "bigint",
        ..column
    };
    let refused = add_column_if_not_exists(&conn, other).await.unwrap_err();
    assert_eq!(
        refused.sqlstate().map(|state| state.code().to_owned()),
        Some("42701".into())
    );
    Ok(())
}

#[tokio::test]
async fn rows_that_no_type_can_read_are_refused() -> Result<()> {
    let database = migrated().await;
    let conn = database.connect().await?;
    for (sql, constraint) in [
        (
            "INSERT INTO users (discord_user_id) VALUES ('18446744073709551616')",
            "users_discord_user_id_check",
        ),
        (
            "INSERT INTO servers (discord_server_id) VALUES ('99999999999999999999')",
            "servers_discord_server_id_check",
        ),
        (
            "INSERT INTO users (discord_user_id, created_at) VALUES ('1', '290000-01-01')",
            "users_created_at_check",
        ),
        (
            "INSERT INTO error_logs (error_type, error_message, error_context, created_at) VALUES ('a', 'b', '{}', '262143-01-01 00:00:00+00')",
            "error_logs_created_at_check",
        ),
    ] {
        let refused = execute(&conn, sql).await.unwrap_err();
        let refused: Error = refused.downcast::<diesel::result::Error>()?.into();
        assert!(
            matches!(&refused, Error::Conflict { constraint: found } if found == constraint),
            "{sql}: {refused:?}"
        );
    }
    execute(
        &conn,
        "INSERT INTO users (discord_user_id, created_at) VALUES
        ('18446744073709551615', '262142-12-31 23:59:59.999999+00')",
    )
    .await?;
    let page = tomori_db::users::list(&conn, tomori_db::page::PageRequest::default()).await?;
    assert_eq!(page.items.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_entries_of_earlier_transfers_lose_their_snowflakes() -> Result<()> {
    let (database, conn) = start().await?;
    let user = crate::harness::add_user(&conn, 1).await?;
    super::harness(&database, |h| {
        use diesel_migrations::MigrationHarness as _;
        while h.revert_last_migration(super::MIGRATIONS)?.to_string() != "202611300904000000" {}
        Ok(())
    })
    .await?;
    execute(
        &conn,
        r#"INSERT INTO error_logs (error_type, error_message, error_context) VALUES
           ('memory_transfer', 'memory transfer completed',
            '{"from_user": "2001", "to_user": "4243", "transferred_count": 3}'),
           ('memory_transfer', 'of another program', '[1]')"#,
    )
    .await?;
    pool::migrate(&database.settings()).await?;
    let contexts =
        "SELECT string_agg(error_context::text, ' ' ORDER BY error_log_id) FROM error_logs";
    assert_eq!(
        text(&conn, contexts).await,
        format!(
            r#"{{"from_user_id": {}, "transferred_count": 3}} [1]"#,
            user.user_id
        )
    );
    Ok(())
}
