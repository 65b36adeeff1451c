//! What a generated rebuild does when it runs: with our runner, and with Diesel's own.

use diesel::Connection;
use diesel::connection::SimpleConnection;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use glowplug::Runner;
use glowplug::model::Database;
use glowplug::plan::{DownTarget, SegmentKind, UpTarget};
use glowplug::session::{Caching, Session};
use glowplug_schema::change::{Phase, Plan, Step, Strategy};
use glowplug_schema::dialect;
use glowplug_schema::diff::differences;

use crate::support::TempSqlite;
use crate::support::project::Project;

const USERS: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);";
const POSTS: &str = "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL \
                     REFERENCES users (id) ON DELETE CASCADE);";
const ROWS: &str = "INSERT INTO users (name) VALUES ('a'), ('b'), ('c');
                    INSERT INTO posts VALUES (1, 1), (2, 2);
                    DELETE FROM users WHERE name = 'c';";

/// The only number of an answer.
async fn number(session: &mut dyn Session, sql: &str) -> i64 {
    let found = session.query(sql, &[], Caching::Once).await.unwrap();
    found.rows[0][0].as_integer().unwrap()
}

/// The steps from one schema to another.
async fn steps(from: &str, to: &str) -> Vec<Step> {
    dialect::of(Database::Sqlite).script(plan(from, to).await)
}

/// The plan from one schema to another.
async fn plan(from: &str, to: &str) -> Plan {
    let mut catalogs = Vec::new();
    for sql in [from, to] {
        let database = TempSqlite::new();
        let mut session = database.session().await;
        session.run(sql).await.unwrap();
        catalogs.push(session.schema().await.unwrap());
    }
    let changes = differences(&catalogs[0], &catalogs[1]);
    dialect::of(Database::Sqlite)
        .plan(&changes, &catalogs[0], &catalogs[1], Strategy::Online)
        .unwrap()
}

fn script(steps: &[Step]) -> String {
    steps
        .iter()
        .map(|step| format!("{};\n", step.sql))
        .collect()
}

/// A project whose second migration makes `users` again, in both directions.
async fn project() -> Project {
    let before = format!("{USERS}{POSTS}");
    let after = before.replace("name TEXT", "name TEXT NOT NULL");
    let up = steps(&before, &after).await;
    let down = steps(&after, &before).await;
    let project = Project::new();
    project.migration(
        "1_users",
        &format!("{before}{ROWS}"),
        "DROP TABLE posts; DROP TABLE users;",
    );
    project.migration("2_names", &script(&up), &script(&down));
    project.without_transaction("2_names");
    project
}

#[tokio::test]
async fn our_runner_runs_a_rebuild_in_one_transaction_and_keeps_all_rows() {
    let database = TempSqlite::new();
    let project = project().await;
    let mut runner = Runner::connect(&database.address(), project.migrations())
        .await
        .unwrap();
    let plan = runner.plan_up(&UpTarget::Latest).await.unwrap();
    let kinds: Vec<SegmentKind> = plan.segments.iter().map(|segment| segment.kind).collect();
    assert_eq!(kinds, [SegmentKind::Transaction, SegmentKind::Rebuild]);
    runner.up(&UpTarget::Latest).await.unwrap();
    let session = runner.session();
    assert_eq!(number(session, "SELECT count(*) FROM posts").await, 2);
    assert_eq!(number(session, "PRAGMA foreign_keys").await, 1);
    session
        .run("INSERT INTO users (name) VALUES ('d')")
        .await
        .unwrap();
    assert_eq!(number(session, "SELECT max(id) FROM users").await, 4);
    runner.down(&DownTarget::Steps(1)).await.unwrap();
    let session = runner.session();
    assert_eq!(number(session, "SELECT count(*) FROM posts").await, 2);
    assert_eq!(number(session, "SELECT count(*) FROM users").await, 3);
}

#[tokio::test]
async fn our_runner_refuses_a_rebuild_that_breaks_a_foreign_key() {
    let database = TempSqlite::new();
    let before =
        "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE posts (user_id INTEGER);";
    let after = before.replace("user_id INTEGER", "user_id INTEGER REFERENCES users (id)");
    let project = Project::new();
    let rows = "INSERT INTO posts VALUES (7);";
    project.migration("1_users", &format!("{before}{rows}"), "SELECT 1;");
    project.migration("2_key", &script(&steps(before, &after).await), "SELECT 1;");
    project.without_transaction("2_key");
    let mut runner = Runner::connect(&database.address(), project.migrations())
        .await
        .unwrap();
    let error = runner.up(&UpTarget::Latest).await.unwrap_err();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    assert!(text.contains("violates foreign keys in 1 row"), "{text}");
}

#[tokio::test]
async fn diesels_own_runner_keeps_all_rows_too() {
    let database = TempSqlite::new();
    let project = project().await;
    let migrations = FileBasedMigrations::from_path(project.path()).unwrap();
    let path = database.path().to_str().unwrap().to_owned();
    // Diesel's connection blocks.
    tokio::task::spawn_blocking(move || {
        let mut connection = diesel::SqliteConnection::establish(&path).unwrap();
        connection
            .batch_execute("PRAGMA foreign_keys = ON")
            .unwrap();
        connection
            .run_pending_migrations(migrations.clone())
            .unwrap();
        connection
            .revert_last_migration(migrations.clone())
            .unwrap();
        connection.run_pending_migrations(migrations).unwrap();
    })
    .await
    .unwrap();
    let mut session = database.session().await;
    assert_eq!(number(&mut *session, "SELECT count(*) FROM posts").await, 2);
    assert_eq!(number(&mut *session, "SELECT count(*) FROM users").await, 2);
    session
        .run("INSERT INTO users (name) VALUES ('d')")
        .await
        .unwrap();
    assert_eq!(number(&mut *session, "SELECT max(id) FROM users").await, 4);
}

#[tokio::test]
async fn plans_that_run_one_after_the_other_share_a_frame() {
    let dialect = dialect::of(Database::Sqlite);
    let rebuild = plan(
        "CREATE TABLE a (x TEXT);",
        "CREATE TABLE a (x TEXT NOT NULL);",
    )
    .await;
    let plain = || Plan::from(vec![Step::new("CREATE TABLE b (y TEXT)")]);
    let joined = dialect.script(plain().then(rebuild.clone()));
    assert_eq!(joined[0].sql, "PRAGMA foreign_keys = OFF");
    assert_eq!(joined[2].sql, "CREATE TABLE b (y TEXT)");
    let rebuilt = dialect.script(rebuild.clone());
    assert_eq!(joined.len(), rebuilt.len() + 1);
    assert!(
        joined
            .iter()
            .all(|step| step.place == Phase::NonTransactional)
    );

    let (mut up, mut down) = (plain(), rebuild);
    up.share_transaction(&mut down);
    assert_eq!(dialect.script(up).len(), 5);
    assert_eq!(dialect.script(down), rebuilt);
    let (mut up, mut down) = (plain(), plain());
    up.share_transaction(&mut down);
    assert_eq!(dialect.script(up), plain().steps);
}
