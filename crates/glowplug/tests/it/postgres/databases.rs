//! Whole databases.

use glowplug::dialect::postgres::{connect, create_database, recreate_database};
use glowplug::error::Class;
use glowplug::model::Address;
use glowplug_local::TestDatabase;

use super::support::{address, database, session, text};

/// Drops what a test created, also when it fails.
struct Created<'d>(&'d TestDatabase, String);

impl Drop for Created<'_> {
    fn drop(&mut self) {
        let url = self.0.url().to_owned();
        let sql = format!("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", self.1);
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut session = connect(&Address::parse(&url).unwrap()).await.unwrap();
                session.run(&sql).await.unwrap();
            });
        });
        dropping.join().unwrap();
    }
}

#[tokio::test]
async fn a_database_is_created_once() {
    let database = database().await;
    let name = format!("{} New", database.name());
    let url = database
        .url()
        .replace(database.name(), &name.replace(' ', "%20"));
    let other = Address::parse(&url).unwrap();
    create_database(&other).await.unwrap();
    let _created = Created(&database, name.clone());
    let mut session = connect(&other).await.unwrap();
    assert_eq!(session.info().await.unwrap().database, name);
    let error = create_database(&other).await.unwrap_err();
    assert_eq!(error.class, Class::Exists);
}

#[tokio::test]
async fn a_recreated_database_is_empty_and_what_it_was() {
    let database = database().await;
    let mut session = session(&database).await;
    session
        .run("CREATE TABLE a (); CREATE ROLE \"Odd owner\"")
        .await
        .unwrap();
    let owned = format!(
        "ALTER DATABASE \"{}\" OWNER TO \"Odd owner\"",
        database.name()
    );
    session.run(&owned).await.unwrap();
    recreate_database(&address(&database)).await.unwrap();
    let error = session.run("SELECT 1").await.unwrap_err();
    assert_eq!(
        error.class,
        Class::ConnectionLost,
        "its sessions were ended"
    );
    let mut session = super::support::session(&database).await;
    assert!(session.tables().await.unwrap().is_empty());
    let owner = "SELECT pg_get_userbyid(datdba)::text FROM pg_database
        WHERE datname = current_database()";
    assert_eq!(text(&mut *session, owner).await, "Odd owner");
    let sql = format!(
        "ALTER DATABASE \"{}\" OWNER TO CURRENT_USER; DROP OWNED BY \"Odd owner\"; DROP ROLE \"Odd owner\"",
        database.name()
    );
    session.run(&sql).await.unwrap();
}

#[tokio::test]
async fn a_database_that_is_not_there_is_recreated_all_the_same() {
    let database = database().await;
    let name = format!("{}_again", database.name());
    let url = database.url().replace(database.name(), &name);
    let other = Address::parse(&url).unwrap();
    recreate_database(&other).await.unwrap();
    let _created = Created(&database, name);
    connect(&other).await.unwrap();
}
