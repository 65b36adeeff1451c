//! Making databases.

use glowplug::dialect::mysql::{create_database, recreate_database};
use glowplug::error::Class;
use glowplug::model::Address;

#[tokio::test]
async fn a_database_is_made_once() {
    let database = database!();
    let address = database.address();
    assert!(!create_database(&address).await.unwrap());
    database
        .session()
        .await
        .run(&format!("DROP DATABASE `{}`", database.name))
        .await
        .unwrap();
    assert!(create_database(&address).await.unwrap());
    database
        .session()
        .await
        .run("CREATE TABLE t (a INT)")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_database_is_made_anew_with_its_character_set() {
    let database = database!();
    let mut session = database.session().await;
    let sql = format!(
        "CREATE TABLE t (a INT); \
         ALTER DATABASE `{}` CHARACTER SET latin1 COLLATE latin1_swedish_ci",
        database.name
    );
    session.run(&sql).await.unwrap();
    drop(session);
    recreate_database(&database.address()).await.unwrap();
    let mut session = database.session().await;
    assert!(session.existing_tables(&["t"]).await.unwrap().is_empty());
    let sql = "SELECT @@character_set_database";
    let answer = session
        .query_text(sql, glowplug::session::Access::ReadOnly)
        .await
        .unwrap();
    assert_eq!(answer.rows[0][0].as_deref(), Some("latin1"));
    session
        .run(&format!("DROP DATABASE `{}`", database.name))
        .await
        .unwrap();
    recreate_database(&database.address()).await.unwrap();
    database.session().await;
}

#[tokio::test]
async fn an_address_without_a_name_makes_nothing() {
    let address = Address::parse("mysql://root@localhost").unwrap();
    let error = create_database(&address).await.unwrap_err();
    assert_eq!(error.class, Class::MissingDatabase);
}
