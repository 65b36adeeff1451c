//! Right: what the other programs get wrong. It shows that they fail for their own reasons.

use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde_json::json;
use tomori_db::flows::{create_test_data, delete_test_data};
use tomori_db::id::{GuildId, PersonalMemoryId, ServerId};
use tomori_db::instances::{LlmConfig, NewInstance};
use tomori_db::memories::NewMemory;
use tomori_db::memories::server;
use tomori_db::page::PageRequest;
use tomori_db::schema::{error_logs, servers as table, users};
use tomori_db::{Result, api_keys, pool, servers};

#[derive(HasQuery)]
#[diesel(table_name = error_logs, check_for_backend(diesel::pg::Pg))]
struct Entry {
    server_id: Option<ServerId>,
}

async fn work(conn: &mut AsyncPgConnection, guild: GuildId) -> Result<()> {
    create_test_data(conn).await?;
    delete_test_data(conn).await?;
    let server = pool::transaction(conn, async |conn| servers::get(conn, guild).await).await?;
    servers::update_setting(conn, guild, &"llm_temperature".parse()?, &json!(0.9)).await?;
    server::insert(conn, guild, &NewMemory::general("likes green tea")?).await?;
    server::list(conn, guild, PageRequest::first(5)?).await?;
    api_keys::list_providers(conn, server.server_id).await?;
    Ok(())
}

pub fn main() {
    let _ = work;
    let _ = table::table.select(table::config);
    let _ = users::table.filter(users::user_id.eq(7));
    let _ = table::config.eq(json!({}));
    let _ = PersonalMemoryId::new(7);
    let _ = Entry { server_id: None }.server_id;
    let _ = NewInstance {
        server_id: ServerId::new(7),
        personality_data: json!({}),
        llm_config: LlmConfig {
            llm_provider: "google".into(),
            llm_codename: "gemini".into(),
            llm_temperature: 0.7,
        },
    };
}
