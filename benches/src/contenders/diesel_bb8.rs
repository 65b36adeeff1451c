//! diesel-async with bb8, as its documentation shows it: Diesel's own builders, one checkout for
//! each call.

mod rows;

use anyhow::Result;
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bytea, Jsonb, Text, Timestamptz};
use diesel::upsert::excluded;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::bb8::{Pool, PooledConnection};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use tomori_db::schema::{
    encrypted_api_keys, error_logs, personal_memories, server_memories, servers, tomori_instances,
    users,
};

use crate::call::{Answer, Call, PAGE, PROBE, Place, SECRET, SETTING, TYPE, after};
use crate::contender::Contender;
use crate::sql;
use rows::{Memory, NewMemory, Server, ServerMemory, State, Statistic, User};

/// A pool.
pub struct DieselBb8(Pool<AsyncPgConnection>);

type Connection<'a> = PooledConnection<'a, AsyncPgConnection>;

#[diesel::declare_sql_function]
extern "SQL" {
    fn pgp_sym_encrypt(data: Text, secret: Text) -> Bytea;
    fn pgp_sym_decrypt(message: Bytea, secret: Text) -> Text;
    fn jsonb_set(target: Jsonb, path: Array<Text>, value: Jsonb) -> Jsonb;
}

/// The key of a server, as a subquery.
#[diesel::dsl::auto_type(no_type_alias)]
fn server_key<'a>(guild: &'a str) -> _ {
    servers::table
        .filter(servers::discord_server_id.eq(guild))
        .select(servers::server_id)
        .single_value()
        .assume_not_null()
}

/// The key of a user, as a subquery.
#[diesel::dsl::auto_type(no_type_alias)]
fn user_key<'a>(user: &'a str) -> _ {
    users::table
        .filter(users::discord_user_id.eq(user))
        .select(users::user_id)
        .single_value()
        .assume_not_null()
}

impl DieselBb8 {
    /// A pool of so many connections.
    ///
    /// # Errors
    /// When the server is not there.
    pub async fn new(url: &str, connections: u32) -> Result<Self> {
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
        let pool = Pool::builder().max_size(connections).build(manager);
        Ok(Self(pool.await?))
    }

    async fn add(&self, user: &str, guild: &str, content: &str) -> Result<Memory> {
        let row = users::table
            .inner_join(servers::table.on(servers::discord_server_id.eq(guild)))
            .filter(users::discord_user_id.eq(user))
            .select((
                users::user_id,
                servers::server_id,
                content.into_sql::<Text>(),
                TYPE.into_sql::<Text>(),
            ))
            .insert_into(personal_memories::table)
            .into_columns((
                personal_memories::user_id,
                personal_memories::server_id,
                personal_memories::memory_content,
                personal_memories::memory_type,
            ))
            .returning(Memory::as_returning())
            .get_result(&mut self.0.get().await?)
            .await?;
        Ok(row)
    }

    async fn offset_page(&self, user: &str, guild: &str, offset: i64) -> Result<Vec<Memory>> {
        let rows = personal_memories::table
            .filter(personal_memories::user_id.eq(user_key(user)))
            .filter(personal_memories::server_id.eq(server_key(guild)))
            .order((
                personal_memories::created_at.desc(),
                personal_memories::memory_id.desc(),
            ))
            .limit(PAGE)
            .offset(offset)
            .select(Memory::as_select())
            .load(&mut self.0.get().await?)
            .await?;
        Ok(rows)
    }

    async fn set_config(&self, guild: &str, value: u8) -> Result<Server> {
        let row = diesel::update(servers::table)
            .filter(servers::discord_server_id.eq(guild))
            .set(servers::config.eq(jsonb_set(
                servers::config,
                vec![SETTING],
                Value::from(value),
            )))
            .returning(Server::as_returning())
            .get_result(&mut self.0.get().await?)
            .await?;
        Ok(row)
    }

    async fn search(&self, guild: &str, term: &str) -> Result<Vec<ServerMemory>> {
        let rows = server_memories::table
            .filter(server_memories::server_id.eq(server_key(guild)))
            .filter(server_memories::memory_content.ilike(format!("%{term}%")))
            .order((
                server_memories::created_at.desc(),
                server_memories::memory_id.desc(),
            ))
            .limit(PROBE)
            .select(ServerMemory::as_select())
            .load(&mut self.0.get().await?)
            .await?;
        Ok(page(rows))
    }

    async fn bulk(&self, user: i64, server: i64, contents: &[String]) -> Result<usize> {
        let rows: Vec<NewMemory<'_>> = contents
            .iter()
            .map(|content| NewMemory {
                user_id: user,
                server_id: server,
                memory_content: content,
                memory_type: TYPE,
            })
            .collect();
        let stored: Vec<Memory> = diesel::insert_into(personal_memories::table)
            .values(&rows)
            .returning(Memory::as_returning())
            .get_results(&mut self.0.get().await?)
            .await?;
        Ok(stored.len())
    }

    async fn key(&self, server: i64, key: &str) -> Result<String> {
        let mut conn = self.0.get().await?;
        diesel::insert_into(encrypted_api_keys::table)
            .values((
                encrypted_api_keys::server_id.eq(server),
                encrypted_api_keys::provider_name.eq("pgcrypto"),
                encrypted_api_keys::encrypted_key.eq(pgp_sym_encrypt(key, SECRET)),
            ))
            .on_conflict((
                encrypted_api_keys::server_id,
                encrypted_api_keys::provider_name,
            ))
            .do_update()
            .set(encrypted_api_keys::encrypted_key.eq(excluded(encrypted_api_keys::encrypted_key)))
            .returning(encrypted_api_keys::api_key_id)
            .get_result::<i64>(&mut conn)
            .await?;
        let revealed = encrypted_api_keys::table
            .filter(encrypted_api_keys::server_id.eq(server))
            .filter(encrypted_api_keys::provider_name.eq("pgcrypto"))
            .select(pgp_sym_decrypt(encrypted_api_keys::encrypted_key, SECRET))
            .first(&mut conn)
            .await?;
        Ok(revealed)
    }

    async fn transfer(&self, from: &str, to: &str, guild: &str) -> Result<usize> {
        let mut conn = self.0.get().await?;
        let moved = conn
            .transaction(async |conn| {
                let route = (user_key(from), user_key(to), server_key(guild));
                let (source, target, server): (i64, i64, i64) =
                    diesel::select(route).get_result(conn).await?;
                let moved = diesel::update(personal_memories::table)
                    .filter(personal_memories::user_id.eq(source))
                    .filter(personal_memories::server_id.eq(server))
                    .set(personal_memories::user_id.eq(target))
                    .execute(conn)
                    .await?;
                diesel::insert_into(error_logs::table)
                    .values((
                        error_logs::server_id.eq(server),
                        error_logs::error_type.eq("memory_transfer"),
                        error_logs::error_message.eq(format!("{moved} memories went")),
                        error_logs::error_context
                            .eq(json!({"from": from, "to": to, "memories": moved})),
                    ))
                    .execute(conn)
                    .await?;
                diesel::QueryResult::Ok(moved)
            })
            .await?;
        Ok(moved)
    }

    async fn message(&self, user: &str, guild: &str) -> Result<Answer> {
        let mut conn = self.0.get().await?;
        let state = state(&mut conn, guild).await?;
        let of_user: User = diesel::sql_query(sql::USER)
            .bind::<Text, _>(user)
            .get_result(&mut conn)
            .await?;
        let list = list(&mut conn, user, guild, None).await?;
        let of_server = server_memories::table
            .filter(server_memories::server_id.eq(server_key(guild)))
            .order((
                server_memories::created_at.desc(),
                server_memories::memory_id.desc(),
            ))
            .limit(PROBE)
            .select(ServerMemory::as_select())
            .load(&mut conn)
            .await?;
        Ok(Box::new((state, of_user, list, page(of_server))))
    }
}

#[async_trait]
impl Contender for DieselBb8 {
    fn name(&self) -> &'static str {
        "diesel-async, bb8"
    }

    async fn call(&self, call: &Call) -> Result<Answer> {
        let pool = &self.0;
        Ok(match call {
            Call::Checkout => {
                drop(pool.get().await?);
                Box::new(())
            }
            Call::Add {
                user,
                guild,
                content,
            } => Box::new(self.add(user, guild, content).await?),
            Call::State { guild } => Box::new(state(&mut pool.get().await?, guild).await?),
            Call::Page { user, guild, after } => {
                Box::new(list(&mut pool.get().await?, user, guild, *after).await?)
            }
            Call::OffsetPage {
                user,
                guild,
                offset,
            } => Box::new(self.offset_page(user, guild, *offset).await?),
            Call::SetConfig { guild, value } => Box::new(self.set_config(guild, *value).await?),
            Call::Search { guild, term } => Box::new(self.search(guild, term).await?),
            Call::Bulk {
                user_id,
                server_id,
                contents,
                ..
            } => Box::new(self.bulk(*user_id, *server_id, contents).await?),
            Call::Key { server_id, key } => Box::new(self.key(*server_id, key).await?),
            Call::Transfer { from, to, guild } => Box::new(self.transfer(from, to, guild).await?),
            Call::Statistics { guild } => {
                let rows = diesel::sql_query(sql::STATISTICS).bind::<Text, _>(guild.as_str());
                let rows: Vec<Statistic> = rows.load(&mut pool.get().await?).await?;
                Box::new(rows)
            }
            Call::Purge {
                memory_type,
                before,
            } => {
                let purged = diesel::sql_query(sql::PURGE)
                    .bind::<Text, _>(memory_type)
                    .bind::<Timestamptz, _>(before)
                    .bind::<BigInt, _>(5_000_i64);
                Box::new(purged.execute(&mut pool.get().await?).await?)
            }
            Call::Message { user, guild } => self.message(user, guild).await?,
        })
    }
}

async fn state(conn: &mut Connection<'_>, guild: &str) -> Result<State> {
    let state = servers::table
        .inner_join(tomori_instances::table)
        .filter(servers::discord_server_id.eq(guild))
        .select((
            servers::server_id,
            servers::discord_server_id,
            servers::config,
            tomori_instances::personality_data,
            tomori_instances::llm_config,
        ))
        .first(conn)
        .await?;
    Ok(state)
}

/// Diesel has no comparison of rows: this says the same so that the index can use its first half.
async fn list(
    conn: &mut Connection<'_>,
    user: &str,
    guild: &str,
    place: Option<Place>,
) -> Result<Vec<Memory>> {
    let (created_at, key) = after(place);
    let older = personal_memories::created_at.lt(created_at);
    let rows = personal_memories::table
        .filter(personal_memories::user_id.eq(user_key(user)))
        .filter(personal_memories::server_id.eq(server_key(guild)))
        .filter(personal_memories::created_at.le(created_at))
        .filter(older.or(personal_memories::memory_id.lt(key)))
        .order((
            personal_memories::created_at.desc(),
            personal_memories::memory_id.desc(),
        ))
        .limit(PROBE)
        .select(Memory::as_select())
        .load(conn)
        .await?;
    Ok(page(rows))
}

/// The rows of a page, without the one that says whether there are more.
fn page<T>(mut rows: Vec<T>) -> Vec<T> {
    rows.truncate(PAGE as usize);
    rows
}
