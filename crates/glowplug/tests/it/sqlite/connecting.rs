//! Opening, creating and replacing databases.

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use glowplug::dialect;
use glowplug::dialect::sqlite::{SqliteSession, create_database, recreate_database};
use glowplug::error::{Class, Error, ServerError};
use glowplug::model::Address;
use glowplug::session::{Connection, Guard, TransactionKind};

use super::number;
use crate::support::TempSqlite;

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

async fn refused(text: &str) -> ServerError {
    match dialect::connect(&address(text)).await {
        Err(Error::Connect { source, .. }) => *source,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("`{text}` opens"),
    }
}

#[tokio::test]
async fn a_missing_file_is_created_and_every_spelling_opens_it() {
    let database = TempSqlite::named("größe und maß.db");
    let path = database.path().display().to_string();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    let encoded = path.replace(' ', "%20");
    for text in [
        path,
        format!("sqlite://{encoded}"),
        format!("file:{encoded}?mode=ro"),
        format!("file://{encoded}"),
    ] {
        let mut session = dialect::connect(&address(&text)).await.unwrap();
        assert_eq!(
            number(&mut *session, "SELECT count(*) FROM t").await,
            0,
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_missing_folder_is_named() {
    let database = TempSqlite::named("nowhere/test.db");
    let error = refused(database.path().to_str().unwrap()).await;
    assert_eq!(error.class, Class::MissingDatabase);
    assert!(
        error.message.ends_with("nowhere` does not exist"),
        "{error}"
    );
    assert!(!database.path().exists());
}

#[tokio::test]
async fn a_folder_is_no_database() {
    let database = TempSqlite::new();
    let error = refused(database.folder().to_str().unwrap()).await;
    assert_eq!(error.class, Class::MissingDatabase);
    assert!(error.message.contains("is a folder"), "{error}");
    let inside = format!("{}/x.db/y.db", database.folder().display());
    std::fs::write(database.folder().join("x.db"), "").unwrap();
    let error = refused(&inside).await;
    assert!(error.message.contains("is a file, not a folder"), "{error}");
}

#[tokio::test]
async fn another_kind_of_file_is_no_database() {
    let database = TempSqlite::new();
    std::fs::write(database.path(), "hello ".repeat(1000)).unwrap();
    let error = refused(database.path().to_str().unwrap()).await;
    assert_eq!(error.class, Class::MissingDatabase);
    assert!(
        error.message.ends_with("is not a SQLite database"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_must_be_there_is_missed() {
    let database = TempSqlite::new();
    let error = refused(&format!("file:{}?mode=rw", database.path().display())).await;
    assert_eq!(error.class, Class::MissingDatabase);
    assert!(error.message.contains("it does not exist"), "{error}");
}

#[tokio::test]
async fn a_database_opened_for_reading_refuses_to_write() {
    let database = TempSqlite::new();
    database
        .session()
        .await
        .run("CREATE TABLE t (a)")
        .await
        .unwrap();
    let text = format!("file:{}?mode=ro", database.path().display());
    let mut session = dialect::connect(&address(&text)).await.unwrap();
    let error = session.run("INSERT INTO t VALUES (1)").await.unwrap_err();
    assert_eq!(error.class, Class::ReadOnly);
}

#[tokio::test]
async fn a_borrowed_connection_serves_as_a_session() {
    use diesel_async::AsyncConnection;
    use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

    let mut connection: SyncConnectionWrapper<diesel::SqliteConnection> =
        SyncConnectionWrapper::establish(":memory:").await.unwrap();
    let mut session = SqliteSession::from_connection(&mut connection);
    session.begin(TransactionKind::Plain).await.unwrap();
    session
        .run("CREATE TABLE __diesel_schema_migrations (a)")
        .await
        .unwrap();
    session.commit().await.unwrap();
    assert_eq!(session.bookkeeping_prefix().await.unwrap(), "");
    assert!(!session.is_pooled().await.unwrap());
    let names = ["__diesel_schema_migrations", "__glowplug_history"];
    let existing = session.existing_tables(&names).await.unwrap();
    assert_eq!(existing, ["__diesel_schema_migrations"]);
}

#[tokio::test]
async fn creating_tells_whether_it_was_there() {
    let database = TempSqlite::new();
    assert!(create_database(&database.address()).await.unwrap());
    assert!(database.path().exists());
    assert!(!create_database(&database.address()).await.unwrap());
}

#[tokio::test]
async fn recreating_leaves_an_empty_database_also_in_wal_mode() {
    let database = TempSqlite::new();
    for journal in ["DELETE", "WAL"] {
        let mut session = database.session().await;
        session
            .run(&format!("PRAGMA journal_mode = {journal}"))
            .await
            .unwrap();
        session.run("CREATE TABLE t (a)").await.unwrap();
        drop(session);
        recreate_database(&database.address()).await.unwrap();
        let mut session = database.session().await;
        assert_eq!(
            number(&mut *session, "SELECT count(*) FROM sqlite_master").await,
            0
        );
        drop(session);
        let left = std::fs::read_dir(database.folder()).unwrap().count();
        assert_eq!(left, 1, "{journal}");
    }
}

#[tokio::test]
async fn recreating_removes_what_a_crash_left_beside_the_file() {
    let database = TempSqlite::new();
    create_database(&database.address()).await.unwrap();
    for companion in ["test.db-shm", "test.db-wal"] {
        std::fs::write(database.folder().join(companion), "left").unwrap();
    }
    recreate_database(&database.address()).await.unwrap();
    assert_eq!(std::fs::read_dir(database.folder()).unwrap().count(), 1);
}

#[tokio::test]
async fn recreating_keeps_the_settings_of_the_file() {
    let database = TempSqlite::new();
    let mut plain = diesel::SqliteConnection::establish(database.path().to_str().unwrap()).unwrap();
    let settings = "PRAGMA page_size = 8192; PRAGMA auto_vacuum = 1;
        CREATE TABLE t (a); PRAGMA application_id = 77; PRAGMA user_version = 5;";
    plain.batch_execute(settings).unwrap();
    drop(plain);
    recreate_database(&database.address()).await.unwrap();
    let mut session = database.session().await;
    let session = &mut *session;
    for (name, value) in [
        ("page_size", 8192),
        ("auto_vacuum", 1),
        ("application_id", 77),
        ("user_version", 5),
    ] {
        assert_eq!(number(session, &format!("PRAGMA {name}")).await, value);
    }
    assert_eq!(
        number(session, "SELECT count(*) FROM sqlite_schema").await,
        0
    );
}

#[tokio::test]
async fn recreating_spares_what_is_no_database_or_in_use() {
    let database = TempSqlite::new();
    std::fs::write(database.path(), "hello ".repeat(1000)).unwrap();
    let error = recreate_database(&database.address()).await.unwrap_err();
    assert_eq!(error.class, Class::MissingDatabase);
    assert_eq!(std::fs::metadata(database.path()).unwrap().len(), 6000);

    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    session.try_lock().await.unwrap();
    let error = recreate_database(&database.address()).await.unwrap_err();
    assert!(
        error.message.starts_with("another run holds the lock"),
        "{error}"
    );
    session.unlock().await.unwrap();
    session.begin(TransactionKind::Plain).await.unwrap();
    let error = recreate_database(&database.address()).await.unwrap_err();
    assert_eq!(error.class, Class::LockTimeout);
    session.rollback().await.unwrap();
    assert_eq!(number(&mut *session, "SELECT count(*) FROM t").await, 0);
}

#[tokio::test]
async fn a_file_that_cannot_be_attached_is_missed() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let attach = "ATTACH '/nowhere/at/all.db' AS other";
    let error = session.run(attach).await.unwrap_err();
    assert_eq!(error.class, Class::MissingDatabase);
}
