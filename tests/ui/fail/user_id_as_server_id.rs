//! Wrong: a key of `users` where a key of `servers` is wanted.

use diesel_async::AsyncPgConnection;
use tomori_db::api_keys;
use tomori_db::id::UserId;

async fn list(conn: &AsyncPgConnection, user: UserId) {
    let _ = api_keys::list_providers(conn, user).await;
}

fn main() {}
