//! `tomori_instances`: one row is the bot in one server: its personality and its language model. A
//! server has at most one, which is deleted with the server.

mod llm;

use chrono::{DateTime, Utc};
use commonrail::row;
use commonrail::statements::{RunQueryDsl, update as update_row, upsert as upsert_row};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Jsonb};
use diesel::upsert::excluded;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, ForRead, OrNotFound, Result};
use crate::functions::row_before;
use crate::id::{InstanceId, PresetId, ServerId};
use crate::input;
use crate::page::{Cursor, Keyed, Page, PageRequest};
use crate::schema::{tomori_instances, tomori_presets};
use crate::stored::Stored;
use crate::trace::{counted, one};

pub use llm::LlmConfig;

row! {
    /// A row of `tomori_instances`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(tomori_instance_id))]
    pub struct Instance of tomori_instances {
        /// Key of this database.
        pub tomori_instance_id: InstanceId,
        /// The server it belongs to.
        pub server_id: ServerId,
        personality_data: Stored<Value>,
        llm_config: Stored<LlmConfig>,
        /// When the row was inserted.
        pub created_at: DateTime<Utc>,
        /// When the row was last updated.
        pub updated_at: DateTime<Utc>,
    }
}

impl Instance {
    /// Returns its personality, a free-form JSON object.
    ///
    /// # Errors
    /// `Corrupt` when another writer stored a value that this crate cannot read.
    pub fn personality(&self) -> Result<&Value> {
        self.personality_data
            .get(|| format!("the personality of server {}", self.server_id))
    }

    /// Returns the settings of its language model.
    ///
    /// # Errors
    /// `Corrupt` with the server, the setting and its limits when it was made invalid by hand.
    pub fn llm_config(&self) -> Result<&LlmConfig> {
        self.llm_config
            .get(|| format!("the instance of server {}", self.server_id))
    }
}

impl Keyed for Instance {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.tomori_instance_id.get())
    }
}

/// An instance to store.
#[derive(Debug, Clone, PartialEq, Insertable)]
#[diesel(table_name = tomori_instances, treat_none_as_default_value = false)]
pub struct NewInstance {
    /// The server it belongs to.
    pub server_id: ServerId,
    /// Its personality: a free-form JSON object.
    pub personality_data: Value,
    /// The settings of its language model.
    pub llm_config: LlmConfig,
}

/// The fields of an instance to change; a field that is `None` is left unchanged.
#[derive(Debug, Clone, Default, PartialEq, AsChangeset)]
#[diesel(table_name = tomori_instances)]
pub struct InstancePatch {
    /// Its personality: a free-form JSON object.
    pub personality_data: Option<Value>,
    /// The settings of its language model.
    pub llm_config: Option<LlmConfig>,
}

impl InstancePatch {
    fn check(&self) -> Result<()> {
        if *self == Self::default() {
            return Err(Error::invalid("patch", "must change at least one column"));
        }
        if let Some(personality) = &self.personality_data {
            input::object("personality_data", personality)?;
        }
        self.llm_config.as_ref().map_or(Ok(()), LlmConfig::validate)
    }
}

/// Maps a violation of the server's foreign key to `NotFound`.
fn known_server(error: Error) -> Error {
    match error {
        Error::Conflict { constraint } if constraint == "tomori_instances_server_id_fkey" => {
            Error::not_found("server")
        }
        other => other,
    }
}

/// Stores the instance of a server, replacing an existing one; returns the stored row.
///
/// ```sql
/// INSERT INTO tomori_instances (server_id, personality_data, llm_config)
/// VALUES ($1, $2, $3)
/// ON CONFLICT (server_id) DO UPDATE SET personality_data = excluded.personality_data, llm_config = excluded.llm_config
/// RETURNING tomori_instance_id, server_id, personality_data, llm_config, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when there is no such server; `InvalidInput` with the field that is outside its
/// limits.
#[instrument(level = "debug", skip_all, fields(table = "tomori_instances", server = %instance.server_id, rows = Empty))]
pub async fn upsert(mut conn: &AsyncPgConnection, instance: &NewInstance) -> Result<Instance> {
    input::object("personality_data", &instance.personality_data)?;
    instance.llm_config.validate()?;
    let row = upsert_row(diesel::insert_into(tomori_instances::table).values(instance))
        .on_conflict((tomori_instances::server_id,))
        .set((
            tomori_instances::personality_data.eq(excluded(tomori_instances::personality_data)),
            tomori_instances::llm_config.eq(excluded(tomori_instances::llm_config)),
        ))
        .returning(Instance::as_returning())
        .get_result(&mut conn)
        .await
        .map_err(|error| known_server(error.into()))?;
    Ok(one(row))
}

/// Stores the instance of a server with a copy of a preset's personality, replacing an existing
/// one; returns the stored row.
///
/// ```sql
/// INSERT INTO tomori_instances (server_id, personality_data, llm_config)
/// SELECT $1, tomori_presets.personality_data, $2
/// FROM tomori_presets
/// WHERE tomori_presets.tomori_preset_id = $3
/// ON CONFLICT (server_id) DO UPDATE SET personality_data = excluded.personality_data, llm_config = excluded.llm_config
/// RETURNING tomori_instance_id, server_id, personality_data, llm_config, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when there is no such preset or server; `InvalidInput` with the setting that is
/// outside its limits.
#[instrument(level = "debug", skip_all, fields(table = "tomori_instances", %server, %preset, rows = Empty))]
pub async fn upsert_from_preset(
    mut conn: &AsyncPgConnection,
    server: ServerId,
    preset: PresetId,
    llm_config: &LlmConfig,
) -> Result<Instance> {
    llm_config.validate()?;
    let copy = tomori_presets::table
        .filter(tomori_presets::tomori_preset_id.eq(preset))
        .select((
            server.into_sql::<BigInt>(),
            tomori_presets::personality_data,
            llm_config.into_sql::<Jsonb>(),
        ))
        .insert_into(tomori_instances::table)
        .into_columns((
            tomori_instances::server_id,
            tomori_instances::personality_data,
            tomori_instances::llm_config,
        ));
    let row = upsert_row(copy)
        .on_conflict((tomori_instances::server_id,))
        .set((
            tomori_instances::personality_data.eq(excluded(tomori_instances::personality_data)),
            tomori_instances::llm_config.eq(excluded(tomori_instances::llm_config)),
        ))
        .returning(Instance::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("preset")
        .map_err(known_server)?;
    Ok(one(row))
}

/// Returns the instance of a server.
///
/// ```sql
/// SELECT tomori_instance_id, server_id, personality_data, llm_config, created_at, updated_at
/// FROM tomori_instances
/// WHERE server_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when the server has none.
#[instrument(level = "debug", skip_all, fields(table = "tomori_instances", %server, rows = Empty))]
pub async fn get(mut conn: &AsyncPgConnection, server: ServerId) -> Result<Instance> {
    let row = Instance::query()
        .filter(tomori_instances::server_id.eq(server))
        .first(&mut conn)
        .await
        .or_not_found("instance")
        .for_read()?;
    Ok(one(row))
}

/// Lists all instances, newest first.
///
/// ```sql
/// SELECT tomori_instance_id, server_id, personality_data, llm_config, created_at, updated_at
/// FROM tomori_instances
/// WHERE (created_at, tomori_instance_id) < ($1, $2)
/// ORDER BY created_at DESC, tomori_instance_id DESC
/// LIMIT $3
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "tomori_instances", rows = Empty))]
pub async fn list(mut conn: &AsyncPgConnection, request: PageRequest) -> Result<Page<Instance>> {
    let rows = Instance::query()
        .filter(row_before(
            tomori_instances::created_at,
            tomori_instances::tomori_instance_id,
            request.start(),
        ))
        .order((
            tomori_instances::created_at.desc(),
            tomori_instances::tomori_instance_id.desc(),
        ))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Changes the instance of a server; returns the stored row. `SET` contains only the columns of the
/// patch.
///
/// ```sql
/// UPDATE tomori_instances
/// SET personality_data = $1, llm_config = $2
/// WHERE server_id = $3
/// RETURNING tomori_instance_id, server_id, personality_data, llm_config, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when the server has none; `InvalidInput` with the field that is outside its limits,
/// or for a patch that changes nothing.
#[instrument(level = "debug", skip_all, fields(table = "tomori_instances", %server, rows = Empty))]
pub async fn update(
    mut conn: &AsyncPgConnection,
    server: ServerId,
    patch: &InstancePatch,
) -> Result<Instance> {
    patch.check()?;
    let row = update_row(tomori_instances::table)
        .set_some(patch)
        .filter(tomori_instances::server_id.eq(server))
        .returning(Instance::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("instance")?;
    Ok(one(row))
}

/// Deletes the instance of a server; returns true if there was one.
///
/// ```sql
/// DELETE FROM tomori_instances
/// WHERE server_id = $1
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "tomori_instances", %server, rows = Empty))]
pub async fn delete(mut conn: &AsyncPgConnection, server: ServerId) -> Result<bool> {
    let rows = diesel::delete(tomori_instances::table)
        .filter(tomori_instances::server_id.eq(server))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}
