//! Users and their preferences.

use anyhow::Result;
use serde_json::json;
use tomori_db::Error;
use tomori_db::id::UserId;
use tomori_db::memories::{NewMemory, PersonalSearch, personal};
use tomori_db::page::PageRequest;
use tomori_db::path::ConfigPath;
use tomori_db::users;

use crate::harness::{add_server, add_user, execute, guild, number, start, user};

#[tokio::test]
async fn a_user_is_made_once() -> Result<()> {
    let (_database, conn) = start().await?;
    assert_eq!(users::find(&conn, user(1)).await?, None);
    let made = users::get_or_insert(&conn, user(1)).await?;
    assert_eq!(users::get_or_insert(&conn, user(1)).await?, made);
    assert_eq!(users::get(&conn, user(1)).await?, made);
    assert_eq!(made.preferences()?, &json!({}));
    assert!(matches!(
        users::get(&conn, user(2)).await,
        Err(Error::NotFound { what: "user" })
    ));
    Ok(())
}

#[tokio::test]
async fn users_are_found_by_the_keys_that_other_rows_hold() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let (first, second) = (add_user(&conn, 1).await?, add_user(&conn, 2).await?);
    for n in 1..=2 {
        let memory = NewMemory::learned_by_tomori("likes tea")?;
        personal::insert(&conn, user(n), guild(1), &memory).await?;
    }
    let search = PersonalSearch::new("tea");
    let hits = personal::search(&conn, guild(1), &search, PageRequest::default()).await?;
    let keys: Vec<_> = hits.items.iter().map(|hit| hit.user_id).collect();
    assert_eq!(
        users::list_by_keys(&conn, &keys).await?,
        [first.clone(), second]
    );
    assert_eq!(users::get_by_key(&conn, first.user_id).await?, first);
    let missing = users::get_by_key(&conn, UserId::new(-1)).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "user" })));
    Ok(())
}

#[tokio::test]
async fn a_column_that_another_writer_filled_beyond_its_type_is_named() -> Result<()> {
    let (_database, conn) = start().await?;
    add_user(&conn, 1).await?;
    execute(
        &conn,
        "ALTER TABLE users DROP CONSTRAINT users_created_at_check",
    )
    .await?;
    execute(&conn, "UPDATE users SET created_at = 'infinity'").await?;
    let error = users::get(&conn, user(1)).await.unwrap_err();
    assert!(matches!(&error, Error::Corrupt { field, .. } if field == "created_at"));
    assert!(!error.to_string().contains("infinity"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_user_who_is_there_is_returned_on_a_read_only_server() -> Result<()> {
    let (_database, conn) = start().await?;
    let (made, server) = (add_user(&conn, 1).await?, add_server(&conn, 1).await?);
    execute(&conn, "SET default_transaction_read_only = on").await?;
    assert_eq!(users::get_or_insert(&conn, user(1)).await?, made);
    let found = tomori_db::servers::get_or_insert(&conn, guild(1)).await?;
    assert_eq!(found, server);
    let refused = users::get_or_insert(&conn, user(2)).await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable { .. }), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn many_tasks_make_one_user_at_once() -> Result<()> {
    let (database, conn) = start().await?;
    let pool = tomori_db::pool::Pool::new(database.settings()).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let pool = pool.clone();
        tasks.spawn(async move { users::get_or_insert(&*pool.get().await?, user(1)).await });
    }
    let mut keys = Vec::new();
    while let Some(made) = tasks.join_next().await {
        keys.push(made??.user_id);
    }
    keys.dedup();
    assert_eq!(keys.len(), 1);
    assert_eq!(number(&conn, "SELECT count(*) FROM users").await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_preference_is_set_at_any_depth() -> Result<()> {
    let (_database, conn) = start().await?;
    add_user(&conn, 1).await?;
    users::update_preference(&conn, user(1), &"ui.colours.accent".parse()?, &json!("red")).await?;
    users::update_preference(&conn, user(1), &"ui.colours.text".parse()?, &json!("blue")).await?;
    let odd = ConfigPath::from_segments([r#"a.b,{c}"d"\"#, "ü'; DROP TABLE users"])?;
    let row = users::update_preference(&conn, user(1), &odd, &json!([1])).await?;
    assert_eq!(
        row.preferences()?,
        &json!({
            "ui": {"colours": {"accent": "red", "text": "blue"}},
            r#"a.b,{c}"d"\"#: {"ü'; DROP TABLE users": [1]},
        })
    );
    Ok(())
}

#[tokio::test]
async fn a_path_through_a_value_is_refused() -> Result<()> {
    let (_database, conn) = start().await?;
    add_user(&conn, 1).await?;
    let before = users::update_preference(&conn, user(1), &"ui".parse()?, &json!("dark")).await?;
    let refused = users::update_preference(&conn, user(1), &"ui.theme".parse()?, &json!(1)).await;
    let error = refused.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`ui.theme` leads through a value that is not an object"
    );
    let nul = users::update_preference(&conn, user(1), &"x".parse()?, &json!("a\0")).await;
    assert!(matches!(nul, Err(Error::InvalidInput { .. })));
    assert_eq!(
        users::get(&conn, user(1)).await?.preferences()?,
        before.preferences()?
    );
    Ok(())
}

#[tokio::test]
async fn preferences_are_replaced_by_an_object_only() -> Result<()> {
    let (_database, conn) = start().await?;
    add_user(&conn, 1).await?;
    let new = json!({"language_pref": "en-US"});
    let row = users::replace_preferences(&conn, user(1), &new).await?;
    assert_eq!(row.preferences()?, &new);
    let refused = users::replace_preferences(&conn, user(1), &json!([]))
        .await
        .unwrap_err();
    assert_eq!(refused.to_string(), "`preferences` must be a JSON object");
    let missing = users::replace_preferences(&conn, user(9), &new).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "user" })));
    Ok(())
}

#[tokio::test]
async fn a_deleted_user_takes_the_memories_along() -> Result<()> {
    let (_database, conn) = start().await?;
    add_user(&conn, 1).await?;
    add_user(&conn, 2).await?;
    add_server(&conn, 1).await?;
    for n in 1..=2 {
        personal::insert(&conn, user(n), guild(1), &NewMemory::general("tea")?).await?;
    }
    assert!(users::delete(&conn, user(1)).await?);
    assert!(!users::delete(&conn, user(1)).await?);
    assert_eq!(
        number(&conn, "SELECT count(*) FROM personal_memories").await?,
        1
    );
    let page = users::list(&conn, PageRequest::default()).await?;
    assert_eq!(page.items.len(), 1);
    Ok(())
}

#[tokio::test]
async fn preferences_that_cannot_be_read_keep_no_other_row_from_loading() -> Result<()> {
    let (_database, conn) = start().await?;
    for n in 1..=3 {
        add_user(&conn, n).await?;
    }
    execute(
        &conn,
        "UPDATE users SET preferences = '{\"a\": 1e400}' WHERE discord_user_id = '2001';
         UPDATE users SET preferences = jsonb_build_object('a', (repeat('[', 200) || repeat(']', 200))::jsonb)
         WHERE discord_user_id = '2002'",
    )
    .await?;
    let page = users::list(&conn, PageRequest::default()).await?;
    assert_eq!(page.items.len(), 3);
    let broken: Vec<_> = page
        .items
        .iter()
        .filter_map(|row| row.preferences().err())
        .collect();
    assert_eq!(broken.len(), 2);
    let text = broken[1].to_string();
    assert!(
        text.starts_with("the preferences of user 2001 holds a broken `json`"),
        "{text}"
    );
    let path = "b".parse()?;
    let changed = users::update_preference(&conn, user(1), &path, &json!(1)).await?;
    assert!(
        changed.preferences().is_err(),
        "the row is written and returned all the same"
    );
    Ok(())
}
