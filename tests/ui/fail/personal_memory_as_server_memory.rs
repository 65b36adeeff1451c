//! Wrong: a key of `personal_memories` where a key of `server_memories` is wanted.

use diesel_async::AsyncPgConnection;
use tomori_db::id::{GuildId, PersonalMemoryId};
use tomori_db::memories::server;

async fn delete(conn: &AsyncPgConnection, guild: GuildId, memory: PersonalMemoryId) {
    let _ = server::delete(conn, guild, memory).await;
}

fn main() {}
