//! SeaORM: its entities and cursors where it has them, statements in SQL where it has none.

mod entities;

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend,
    EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Statement, TransactionTrait as _, Value as Bound,
};
use serde_json::{Value, json};

use self::entities::results::{Key, Route, State, Statistic};
use self::entities::{personal_memory, server, server_memory, user};
use crate::call::{Answer, Call, PAGE, PROBE, Place, SECRET, SETTING, TYPE};
use crate::contender::Contender;
use crate::sql;

/// A pool.
pub struct SeaOrm(DatabaseConnection);

impl SeaOrm {
    /// A pool of so many connections.
    ///
    /// # Errors
    /// When the server is not there.
    pub async fn new(url: &str, connections: u32) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(connections).sqlx_logging(false);
        Ok(Self(Database::connect(options).await?))
    }

    async fn rows<T: FromQueryResult>(&self, sql: &str, values: Vec<Bound>) -> Result<Vec<T>> {
        Ok(T::find_by_statement(statement(sql, values))
            .all(&self.0)
            .await?)
    }

    async fn row<T: FromQueryResult>(&self, sql: &str, values: Vec<Bound>) -> Result<T> {
        let row = T::find_by_statement(statement(sql, values)).one(&self.0);
        row.await?.context("no row")
    }

    async fn page(
        &self,
        user: &str,
        guild: &str,
        after: Option<Place>,
    ) -> Result<Vec<personal_memory::Model>> {
        use personal_memory::Column;
        let mut cursor = personal_memory::Entity::find()
            .filter(Column::UserId.in_subquery(user_key(user)))
            .filter(Column::ServerId.in_subquery(server_key(guild)))
            .cursor_by((Column::CreatedAt, Column::MemoryId));
        cursor.desc();
        if let Some(place) = after {
            cursor.after((place.created_at, place.key));
        }
        let mut rows = cursor.first(PROBE.unsigned_abs()).all(&self.0).await?;
        rows.truncate(PAGE as usize);
        Ok(rows)
    }

    async fn offset_page(
        &self,
        user: &str,
        guild: &str,
        offset: i64,
    ) -> Result<Vec<personal_memory::Model>> {
        use personal_memory::Column;
        let rows = personal_memory::Entity::find()
            .filter(Column::UserId.in_subquery(user_key(user)))
            .filter(Column::ServerId.in_subquery(server_key(guild)))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::MemoryId)
            .limit(PAGE.unsigned_abs())
            .offset(offset.unsigned_abs())
            .all(&self.0);
        Ok(rows.await?)
    }

    async fn search(&self, guild: &str, term: &str) -> Result<Vec<server_memory::Model>> {
        let values = vec![guild.into(), format!("%{term}%").into(), PROBE.into()];
        let mut rows: Vec<server_memory::Model> = self.rows(sql::ILIKE, values).await?;
        rows.truncate(PAGE as usize);
        Ok(rows)
    }

    async fn server_page(&self, guild: &str) -> Result<Vec<server_memory::Model>> {
        use server_memory::Column;
        let mut cursor = server_memory::Entity::find()
            .filter(Column::ServerId.in_subquery(server_key(guild)))
            .cursor_by((Column::CreatedAt, Column::MemoryId));
        cursor.desc();
        let mut rows = cursor.first(PROBE.unsigned_abs()).all(&self.0).await?;
        rows.truncate(PAGE as usize);
        Ok(rows)
    }

    async fn state(&self, guild: &str) -> Result<State> {
        self.row(sql::STATE, vec![guild.into(), 1_i64.into()]).await
    }

    async fn bulk(&self, user: i64, server: i64, contents: &[String]) -> Result<usize> {
        use sea_orm::ActiveValue::{NotSet, Set};
        let rows = contents.iter().map(|content| personal_memory::ActiveModel {
            memory_id: NotSet,
            user_id: Set(user),
            server_id: Set(server),
            memory_content: Set(content.clone()),
            memory_type: Set(TYPE.into()),
            created_at: NotSet,
            updated_at: NotSet,
        });
        let stored = personal_memory::Entity::insert_many(rows)
            .exec_with_returning(&self.0)
            .await?;
        Ok(stored.len())
    }

    async fn key(&self, server: i64, key: &str) -> Result<String> {
        let values = vec![server.into(), "pgcrypto".into(), key.into(), SECRET.into()];
        self.0
            .query_one_raw(statement(sql::STORE_KEY, values))
            .await?;
        let values = vec![SECRET.into(), server.into(), "pgcrypto".into()];
        let key: Key = self.row(sql::REVEAL_KEY, values).await?;
        Ok(key.pgp_sym_decrypt)
    }

    async fn transfer(&self, from: &str, to: &str, guild: &str) -> Result<usize> {
        let transaction = self.0.begin().await?;
        let keys = vec![
            from.into(),
            1_i64.into(),
            to.into(),
            1_i64.into(),
            guild.into(),
            1_i64.into(),
        ];
        let route = Route::find_by_statement(statement(sql::TRANSFER_ROUTE, keys));
        let route = route.one(&transaction).await?.context("no route")?;
        let values = vec![
            route.target.into(),
            route.source.into(),
            route.server.into(),
        ];
        let moved = transaction.query_all_raw(statement(sql::TRANSFER, values));
        let moved = moved.await?.len();
        let context = json!({"from": from, "to": to, "memories": moved});
        let values = vec![
            route.server.into(),
            "memory_transfer".into(),
            format!("{moved} memories went").into(),
            context.into(),
        ];
        transaction
            .query_one_raw(statement(sql::TRANSFER_LOG, values))
            .await?;
        transaction.commit().await?;
        Ok(moved)
    }

    async fn message(&self, user: &str, guild: &str) -> Result<Answer> {
        let state = self.state(guild).await?;
        let of_user: user::Model = self.row(sql::USER, vec![user.into()]).await?;
        let list = self.page(user, guild, None).await?;
        let of_server = self.server_page(guild).await?;
        Ok(Box::new((state, of_user, list, of_server)))
    }
}

#[async_trait]
impl Contender for SeaOrm {
    fn name(&self) -> &'static str {
        "SeaORM"
    }

    fn makes(&self, call: &Call) -> bool {
        // It has no checkout of its own.
        !matches!(call, Call::Checkout)
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each call")]
    async fn call(&self, call: &Call) -> Result<Answer> {
        Ok(match call {
            Call::Checkout => Box::new(()),
            Call::Add {
                user,
                guild,
                content,
            } => {
                let values = vec![
                    content.into(),
                    TYPE.into(),
                    guild.as_str().into(),
                    user.as_str().into(),
                ];
                let row: personal_memory::Model = self.row(sql::ADD, values).await?;
                Box::new(row)
            }
            Call::State { guild } => Box::new(self.state(guild).await?),
            Call::Page { user, guild, after } => Box::new(self.page(user, guild, *after).await?),
            Call::OffsetPage {
                user,
                guild,
                offset,
            } => Box::new(self.offset_page(user, guild, *offset).await?),
            Call::SetConfig { guild, value } => {
                let path = vec![SETTING.to_owned()];
                let values = vec![
                    path.into(),
                    Value::from(*value).into(),
                    guild.as_str().into(),
                ];
                let row: server::Model = self.row(sql::SET_CONFIG, values).await?;
                Box::new(row)
            }
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
                let rows: Vec<Statistic> = self
                    .rows(sql::STATISTICS, vec![guild.as_str().into()])
                    .await?;
                Box::new(rows)
            }
            Call::Purge {
                memory_type,
                before,
            } => {
                let values = vec![memory_type.into(), (*before).into(), 5_000_i64.into()];
                let purged = self.0.execute_raw(statement(sql::PURGE, values)).await?;
                Box::new(purged.rows_affected())
            }
            Call::Message { user, guild } => self.message(user, guild).await?,
        })
    }
}

fn statement(sql: &str, values: Vec<Bound>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

fn user_key(discord: &str) -> SelectStatement {
    use user::{Column, Entity};
    Query::select()
        .column(Column::UserId)
        .from(Entity)
        .and_where(Column::DiscordUserId.eq(discord))
        .to_owned()
}

fn server_key(discord: &str) -> SelectStatement {
    use server::{Column, Entity};
    Query::select()
        .column(Column::ServerId)
        .from(Entity)
        .and_where(Column::DiscordServerId.eq(discord))
        .to_owned()
}
