//! Wrong: unchecked text where a path into the settings is wanted.

use diesel_async::AsyncPgConnection;
use serde_json::json;
use tomori_db::id::GuildId;
use tomori_db::servers;

async fn update(conn: &AsyncPgConnection, guild: GuildId) {
    let _ = servers::update_setting(conn, guild, "llm_temperature", &json!(0.9)).await;
}

fn main() {}
