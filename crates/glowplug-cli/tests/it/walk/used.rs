//! The operations of the README on its table.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::models::{Category, CategoryPatch, NewCategory};
use super::schema::categories;

/// The names of the categories that a server has in the end.
pub(super) async fn use_it(
    connection: &mut AsyncPgConnection,
    server_id: i64,
) -> QueryResult<Vec<String>> {
    let new = NewCategory {
        server_id,
        name: "music".to_owned(),
    };
    let category = diesel::insert_into(categories::table)
        .values(&new)
        .returning(Category::as_returning())
        .get_result(connection)
        .await?;
    let patch = CategoryPatch {
        name: Some("songs".to_owned()),
        ..CategoryPatch::default()
    };
    diesel::update(&category)
        .set(&patch)
        .execute(connection)
        .await?;
    let of_the_server: Vec<Category> = categories::table
        .filter(categories::server_id.eq(server_id))
        .order(categories::name)
        .select(Category::as_select())
        .load(connection)
        .await?;
    Ok(of_the_server.into_iter().map(|one| one.name).collect())
}
