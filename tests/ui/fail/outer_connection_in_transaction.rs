//! Wrong: inside a transaction, the connection around it instead of the closure's own.

use diesel_async::AsyncPgConnection;
use tomori_db::id::GuildId;
use tomori_db::{pool, servers};

async fn get(conn: &mut AsyncPgConnection, guild: GuildId) {
    let _ = pool::transaction(conn, async |_| servers::get(conn, guild).await).await;
}

fn main() {}
