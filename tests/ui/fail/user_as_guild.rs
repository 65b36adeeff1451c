//! Wrong: Discord's key of a user where that of a guild is wanted.

use diesel_async::AsyncPgConnection;
use tomori_db::id::DiscordUserId;
use tomori_db::servers;

async fn get(conn: &AsyncPgConnection, user: DiscordUserId) {
    let _ = servers::get(conn, user).await;
}

fn main() {}
