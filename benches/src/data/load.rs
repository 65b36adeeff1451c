//! Loads the data set by COPY.

use std::pin::pin;

use anyhow::{Context as _, Result};
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::SinkExt as _;
use serde_json::json;
use tokio_postgres::{Client, NoTls};
use tomori_db::instances::LlmConfig;
use tomori_db::servers::ServerConfig;

use super::Data;

/// How much text is sent at once.
const CHUNK: usize = 64 * 1_024;

/// A connection for what is not measured.
///
/// # Errors
/// When the server is not there.
pub async fn admin(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Migrates a new database and fills it.
///
/// Indexes that are not constraints are made after the rows, and foreign keys are not checked:
/// only what is measured afterwards counts.
///
/// # Errors
/// Those of the database.
pub async fn load(url: &str, data: &Data) -> Result<()> {
    let settings = tomori_db::pool::Settings::from_url(url)?;
    tomori_db::pool::migrate(&settings).await?;
    let client = admin(url).await?;
    client
        .batch_execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        .await?;
    let indexes = drop_indexes(&client).await?;
    servers(&client, data).await?;
    users(&client, data).await?;
    personal(&client, data).await?;
    of_servers(&client, data).await?;
    for index in indexes {
        client.batch_execute(&index).await.context(index)?;
    }
    client.batch_execute("VACUUM (ANALYZE)").await?;
    client.batch_execute("CHECKPOINT").await?;
    Ok(())
}

/// Drops the indexes of the memories; returns how to make them again.
async fn drop_indexes(client: &Client) -> Result<Vec<String>> {
    let rows = client
        .query(
            "SELECT indexname, indexdef FROM pg_indexes \
             WHERE tablename IN ('personal_memories', 'server_memories') \
             AND indexname NOT LIKE '%pkey'",
            &[],
        )
        .await?;
    for row in &rows {
        let name: String = row.get(0);
        client.batch_execute(&format!("DROP INDEX {name}")).await?;
    }
    Ok(rows.iter().map(|row| row.get(1)).collect())
}

/// Sends lines of text.
async fn copy(client: &Client, target: &str, lines: impl Iterator<Item = String>) -> Result<()> {
    let statement = format!("COPY {target} FROM STDIN");
    let mut sink = pin!(client.copy_in::<_, Bytes>(&statement).await?);
    let mut chunk = BytesMut::with_capacity(2 * CHUNK);
    for line in lines {
        chunk.put_slice(line.as_bytes());
        chunk.put_u8(b'\n');
        if chunk.len() >= CHUNK {
            sink.send(chunk.split().freeze()).await?;
        }
    }
    sink.send(chunk.freeze()).await?;
    sink.finish().await.with_context(|| target.to_owned())?;
    Ok(())
}

async fn servers(client: &Client, data: &Data) -> Result<()> {
    let config = serde_json::to_string(&ServerConfig::default())?;
    let llm = serde_json::to_string(&LlmConfig {
        llm_provider: "google".into(),
        llm_codename: "gemini-2.0-flash".into(),
        llm_temperature: 0.7,
    })?;
    let personality = json!({
        "name": "Tomori",
        "traits": ["curious", "kind", "patient", "a little shy", "likes stars and stones"],
        "speech": {"formality": 2, "emoji": true, "greeting": "Good to see you again!"},
        "background": content(1) + ", " + &content(2) + ", " + &content(3),
        "examples": [content(4), content(5), content(6)],
    });
    let rows = 1..=data.servers;
    copy(
        client,
        "servers (discord_server_id, config)",
        rows.clone()
            .map(|n| format!("{}\t{config}", Data::guild(n))),
    )
    .await?;
    copy(
        client,
        "tomori_instances (server_id, personality_data, llm_config)",
        rows.map(|n| format!("{n}\t{personality}\t{llm}")),
    )
    .await
}

async fn users(client: &Client, data: &Data) -> Result<()> {
    let preferences = json!({"language_pref": "en-US", "timezone": "UTC"});
    copy(
        client,
        "users (discord_user_id, preferences)",
        (1..=data.users).map(|n| format!("{}\t{preferences}", Data::user(n))),
    )
    .await
}

/// The rows of one user do not lie together: each round gives one memory to every user.
async fn personal(client: &Client, data: &Data) -> Result<()> {
    let of_first = data.owned_by_first();
    let every = (data.memories / of_first).max(1);
    let others = data.users - 1;
    copy(
        client,
        "personal_memories (user_id, server_id, memory_content, memory_type, created_at, updated_at)",
        (0..data.memories).map(|n| {
            let user = if n.is_multiple_of(every) {
                1
            } else {
                2 + (n - n / every) % others
            };
            memory(n, &format!("{user}\t{}", data.server_of(user)), &content(n))
        }),
    )
    .await
}

async fn of_servers(client: &Client, data: &Data) -> Result<()> {
    let target = "server_memories (server_id, memory_content, memory_type, created_at, updated_at)";
    let first = (0..data.server_memories).map(|n| {
        // Not among the newest: a search has to look for them.
        let rare = (data.server_memories / 2..data.server_memories / 2 + 3).contains(&n);
        memory(n, "1", &content_with(n, rare))
    });
    let others = (0..Data::SMALL * (data.servers - 1)).map(|n| {
        let rare = n / (data.servers - 1) == Data::SMALL / 2;
        let server = 2 + n % (data.servers - 1);
        memory(n, &server.to_string(), &content_with(n, rare))
    });
    copy(client, target, first.chain(others)).await
}

/// A line of a memory; each is a second and some microseconds younger than the one before.
fn memory(n: u64, keys: &str, content: &str) -> String {
    let kind = if n.is_multiple_of(5) {
        "learned_by_tomori"
    } else {
        "general"
    };
    let micros = 1_700_000_000_000_000 + n * 1_000_123;
    let time = chrono::DateTime::from_timestamp_micros(micros.cast_signed()).unwrap_or_default();
    format!("{keys}\t{content}\t{kind}\t{time}\t{time}")
}

/// Some words, of some thousand that there are; the same for the same number.
pub(super) fn content(seed: u64) -> String {
    content_with(seed, false)
}

fn content_with(seed: u64, rare: bool) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "mi", "ro", "te", "su", "no", "ha", "li", "ve", "don", "ber", "gra", "pol", "fin",
        "mar", "wu",
    ];
    let mut random = fastrand::Rng::with_seed(seed);
    let mut text = String::from(if seed.is_multiple_of(3) {
        "likes green tea"
    } else {
        "knows"
    });
    if rare {
        text.push_str(" zanzibar");
    }
    for _ in 0..random.u8(4..=9) {
        text.push(' ');
        for _ in 0..3 {
            text.push_str(SYLLABLES[random.usize(..SYLLABLES.len())]);
        }
    }
    text
}
