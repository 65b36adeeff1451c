//! Rebuilding tables without losing what points to them.

use glowplug::error::Class;
use glowplug::session::{Session, TransactionKind};

use super::number;
use crate::support::TempSqlite;

const FAMILY: &str = "
    CREATE TABLE users (id integer PRIMARY KEY, name text);
    CREATE TABLE posts (id integer PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE);
    INSERT INTO users VALUES (1, 'a'), (2, 'b');
    INSERT INTO posts VALUES (1, 1), (2, 1), (3, 2)";

const REBUILD: &str = "
    CREATE TABLE users_new (id integer PRIMARY KEY, name text NOT NULL);
    INSERT INTO users_new SELECT id, name FROM users;
    DROP TABLE users;
    ALTER TABLE users_new RENAME TO users";

async fn family(database: &TempSqlite) -> Box<dyn Session> {
    let mut session = database.session().await;
    session.run(FAMILY).await.unwrap();
    session
}

#[tokio::test]
async fn a_rebuild_keeps_the_rows_that_point_to_the_table() {
    let database = TempSqlite::new();
    let mut session = family(&database).await;
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session.run(REBUILD).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(number(&mut *session, "SELECT count(*) FROM posts").await, 3);
    assert_eq!(number(&mut *session, "PRAGMA foreign_keys").await, 1);
}

#[tokio::test]
async fn the_same_in_a_plain_transaction_would_lose_them() {
    let database = TempSqlite::new();
    let mut session = family(&database).await;
    session.begin(TransactionKind::Plain).await.unwrap();
    session.run(REBUILD).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(number(&mut *session, "SELECT count(*) FROM posts").await, 0);
}

#[tokio::test]
async fn a_rebuild_that_breaks_foreign_keys_is_refused_and_nothing_changes() {
    let database = TempSqlite::new();
    let mut session = family(&database).await;
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session
        .run(&REBUILD.replace("FROM users;", "FROM users WHERE id > 1;"))
        .await
        .unwrap();
    let refused = session.commit().await.unwrap_err();
    assert_eq!(refused.class, Class::Constraint);
    assert_eq!(
        refused.message,
        "the rebuild violates foreign keys in 2 rows"
    );
    let detail = refused.detail.unwrap();
    assert_eq!(
        detail,
        "row 1 of `posts` (user_id) references a missing row of `users`\n\
         row 2 of `posts` (user_id) references a missing row of `users`"
    );
    assert_eq!(number(&mut *session, "SELECT count(*) FROM users").await, 2);
    assert_eq!(number(&mut *session, "SELECT count(*) FROM posts").await, 3);
    assert_eq!(number(&mut *session, "PRAGMA foreign_keys").await, 1);
    session.begin(TransactionKind::Plain).await.unwrap();
}

#[tokio::test]
async fn of_many_broken_rows_five_are_named() {
    let database = TempSqlite::new();
    let mut session = family(&database).await;
    session.begin(TransactionKind::Rebuild).await.unwrap();
    let rows = "INSERT INTO posts SELECT value, 99 FROM json_each('[11,12,13,14,15,16,17]')";
    session.run(rows).await.unwrap();
    let refused = session.commit().await.unwrap_err();
    let detail = refused.detail.unwrap();
    assert_eq!(detail.lines().count(), 6);
    assert!(detail.ends_with("and 2 more"), "{detail}");
}

#[tokio::test]
async fn what_was_broken_before_stays_allowed_also_under_new_row_numbers() {
    let database = TempSqlite::new();
    let mut session = family(&database).await;
    session
        .run(
            "PRAGMA foreign_keys = OFF;
              CREATE TABLE notes (post_id integer REFERENCES posts (id));
              INSERT INTO notes VALUES (1), (1), (77);
              DELETE FROM notes WHERE rowid = 1;
              PRAGMA foreign_keys = ON",
        )
        .await
        .unwrap();
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session
        .run(
            "CREATE TABLE notes_new (post_id integer REFERENCES posts (id), x);
              INSERT INTO notes_new (post_id) SELECT post_id FROM notes ORDER BY rowid;
              DROP TABLE notes;
              ALTER TABLE notes_new RENAME TO notes",
        )
        .await
        .unwrap();
    session.commit().await.unwrap();
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session
        .run("INSERT INTO notes VALUES (77, '')")
        .await
        .unwrap();
    let refused = session.commit().await.unwrap_err();
    assert_eq!(
        refused.message,
        "the rebuild violates foreign keys in 1 row"
    );
}

#[tokio::test]
async fn foreign_keys_stay_off_where_they_were_off() {
    let database = TempSqlite::new();
    let mut session = family(&database).await;
    session.run("PRAGMA foreign_keys = OFF").await.unwrap();
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(number(&mut *session, "PRAGMA foreign_keys").await, 0);
    session.run("PRAGMA foreign_keys = ON").await.unwrap();
    session.begin(TransactionKind::Rebuild).await.unwrap();
    assert_eq!(number(&mut *session, "PRAGMA foreign_keys").await, 0);
    session.rollback().await.unwrap();
    assert_eq!(number(&mut *session, "PRAGMA foreign_keys").await, 1);
}
