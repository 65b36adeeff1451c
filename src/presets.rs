//! `tomori_presets`: one row is a personality that a server can start from.
//!
//! A preset is copied when a server is set up, so changing it later does not affect servers.

use chrono::{DateTime, Utc};
use commonrail::row;
use commonrail::statements::{RunQueryDsl, update as update_row};
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, ForRead, OrNotFound, Result};
use crate::functions::row_before;
use crate::id::PresetId;
use crate::input;
use crate::page::{Cursor, Keyed, Page, PageRequest};
use crate::schema::tomori_presets;
use crate::stored::Stored;
use crate::trace::{counted, one};

row! {
    /// A row of `tomori_presets`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(tomori_preset_id))]
    pub struct Preset of tomori_presets {
        /// Key of this database.
        pub tomori_preset_id: PresetId,
        /// The name that users choose it by.
        pub tomori_preset_name: String,
        /// Its description.
        pub tomori_preset_desc: String,
        /// A BCP 47 tag, for example `en-US`.
        pub preset_language: String,
        personality_data: Stored<Value>,
        /// When the row was inserted.
        pub created_at: DateTime<Utc>,
        /// When the row was last updated.
        pub updated_at: DateTime<Utc>,
    }
}

impl Preset {
    /// Returns the personality, a free-form JSON object.
    ///
    /// # Errors
    /// `Corrupt` when another writer stored a value that this crate cannot read.
    pub fn personality(&self) -> Result<&Value> {
        self.personality_data
            .get(|| format!("the personality of preset {}", self.tomori_preset_id))
    }
}

impl Keyed for Preset {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.tomori_preset_id.get())
    }
}

/// A preset to store.
#[derive(Debug, Clone, PartialEq, Insertable, Deserialize)]
#[diesel(table_name = tomori_presets, treat_none_as_default_value = false)]
pub struct NewPreset {
    /// The name that users choose it by: 1 to 100 characters.
    pub tomori_preset_name: String,
    /// Its description: at most 2,000 characters.
    pub tomori_preset_desc: String,
    /// A BCP 47 tag, for example `en-US`.
    pub preset_language: String,
    /// The personality: a free-form JSON object.
    pub personality_data: Value,
}

/// The fields of a preset to change; a field that is `None` is left unchanged.
#[derive(Debug, Clone, Default, PartialEq, AsChangeset, Deserialize)]
#[diesel(table_name = tomori_presets)]
#[serde(default)]
pub struct PresetPatch {
    /// The name that users choose it by: 1 to 100 characters.
    pub tomori_preset_name: Option<String>,
    /// Its description: at most 2,000 characters.
    pub tomori_preset_desc: Option<String>,
    /// A BCP 47 tag, for example `en-US`.
    pub preset_language: Option<String>,
    /// The personality: a free-form JSON object.
    pub personality_data: Option<Value>,
}

impl PresetPatch {
    fn check(&self) -> Result<()> {
        if *self == Self::default() {
            return Err(Error::invalid("patch", "must change at least one column"));
        }
        check_columns(
            self.tomori_preset_name.as_deref(),
            self.tomori_preset_desc.as_deref(),
            self.preset_language.as_deref(),
            self.personality_data.as_ref(),
        )
    }
}

fn check_columns(
    name: Option<&str>,
    desc: Option<&str>,
    language: Option<&str>,
    personality: Option<&Value>,
) -> Result<()> {
    if let Some(name) = name {
        input::text("tomori_preset_name", name, 1..=100)?;
    }
    if let Some(desc) = desc {
        input::text("tomori_preset_desc", desc, 0..=2_000)?;
    }
    if let Some(language) = language {
        check_language(language)?;
    }
    if let Some(personality) = personality {
        input::object("personality_data", personality)?;
    }
    Ok(())
}

/// Checks the form of a BCP 47 tag: 2 or 3 letters, then parts of 1 to 8 letters or digits.
fn check_language(language: &str) -> Result<()> {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    let sound = matches!(first.len(), 2..=3)
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if sound && language.len() <= 35 {
        return Ok(());
    }
    Err(Error::invalid(
        "preset_language",
        "must be a language tag such as en-US",
    ))
}

/// Stores a preset; returns the stored row.
///
/// ```sql
/// INSERT INTO tomori_presets (tomori_preset_name, tomori_preset_desc, preset_language, personality_data)
/// VALUES ($1, $2, $3, $4)
/// RETURNING tomori_preset_id, tomori_preset_name, tomori_preset_desc, preset_language, personality_data, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` with the column that is outside its limits.
#[instrument(level = "debug", skip_all, fields(table = "tomori_presets", rows = Empty))]
pub async fn insert(mut conn: &AsyncPgConnection, preset: &NewPreset) -> Result<Preset> {
    check_columns(
        Some(&preset.tomori_preset_name),
        Some(&preset.tomori_preset_desc),
        Some(&preset.preset_language),
        Some(&preset.personality_data),
    )?;
    let row = diesel::insert_into(tomori_presets::table)
        .values(preset)
        .returning(Preset::as_returning())
        .get_result(&mut conn)
        .await?;
    Ok(one(row))
}

/// Returns the preset with this key.
///
/// ```sql
/// SELECT tomori_preset_id, tomori_preset_name, tomori_preset_desc, preset_language, personality_data, created_at, updated_at
/// FROM tomori_presets
/// WHERE tomori_preset_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when there is none.
#[instrument(level = "debug", skip_all, fields(table = "tomori_presets", %preset, rows = Empty))]
pub async fn get(mut conn: &AsyncPgConnection, preset: PresetId) -> Result<Preset> {
    let row = Preset::query()
        .filter(tomori_presets::tomori_preset_id.eq(preset))
        .first(&mut conn)
        .await
        .or_not_found("preset")
        .for_read()?;
    Ok(one(row))
}

/// Lists all presets, newest first.
///
/// ```sql
/// SELECT tomori_preset_id, tomori_preset_name, tomori_preset_desc, preset_language, personality_data, created_at, updated_at
/// FROM tomori_presets
/// WHERE (created_at, tomori_preset_id) < ($1, $2)
/// ORDER BY created_at DESC, tomori_preset_id DESC
/// LIMIT $3
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "tomori_presets", rows = Empty))]
pub async fn list(mut conn: &AsyncPgConnection, request: PageRequest) -> Result<Page<Preset>> {
    let rows = Preset::query()
        .filter(row_before(
            tomori_presets::created_at,
            tomori_presets::tomori_preset_id,
            request.start(),
        ))
        .order((
            tomori_presets::created_at.desc(),
            tomori_presets::tomori_preset_id.desc(),
        ))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Lists the presets of one language, newest first.
///
/// ```sql
/// SELECT tomori_preset_id, tomori_preset_name, tomori_preset_desc, preset_language, personality_data, created_at, updated_at
/// FROM tomori_presets
/// WHERE preset_language = $1
/// AND (created_at, tomori_preset_id) < ($2, $3)
/// ORDER BY created_at DESC, tomori_preset_id DESC
/// LIMIT $4
/// ```
///
/// # Errors
/// `InvalidInput` for a text that is not a language tag.
#[instrument(level = "debug", skip_all, fields(table = "tomori_presets", rows = Empty))]
pub async fn list_by_language(
    mut conn: &AsyncPgConnection,
    language: &str,
    request: PageRequest,
) -> Result<Page<Preset>> {
    check_language(language)?;
    let rows = Preset::query()
        .filter(tomori_presets::preset_language.eq(language))
        .filter(row_before(
            tomori_presets::created_at,
            tomori_presets::tomori_preset_id,
            request.start(),
        ))
        .order((
            tomori_presets::created_at.desc(),
            tomori_presets::tomori_preset_id.desc(),
        ))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Changes a preset; returns the stored row. `SET` contains only the columns of the patch.
///
/// ```sql
/// UPDATE tomori_presets
/// SET tomori_preset_name = $1, tomori_preset_desc = $2, preset_language = $3, personality_data = $4
/// WHERE tomori_preset_id = $5
/// RETURNING tomori_preset_id, tomori_preset_name, tomori_preset_desc, preset_language, personality_data, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when there is none; `InvalidInput` with the column that is outside its limits, or
/// for a patch that changes nothing.
#[instrument(level = "debug", skip_all, fields(table = "tomori_presets", %preset, rows = Empty))]
pub async fn update(
    mut conn: &AsyncPgConnection,
    preset: PresetId,
    patch: &PresetPatch,
) -> Result<Preset> {
    patch.check()?;
    let row = update_row(tomori_presets::table)
        .set_some(patch)
        .filter(tomori_presets::tomori_preset_id.eq(preset))
        .returning(Preset::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("preset")?;
    Ok(one(row))
}

/// Deletes a preset; returns true if there was one. Servers keep their copies.
///
/// ```sql
/// DELETE FROM tomori_presets
/// WHERE tomori_preset_id = $1
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "tomori_presets", %preset, rows = Empty))]
pub async fn delete(mut conn: &AsyncPgConnection, preset: PresetId) -> Result<bool> {
    let rows = diesel::delete(tomori_presets::table)
        .filter(tomori_presets::tomori_preset_id.eq(preset))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_bcp_47_tag() {
        for good in ["en", "en-US", "zh-Hant-TW", "fil", "sl-rozaj-biske-1994"] {
            assert!(check_language(good).is_ok(), "{good}");
        }
        for bad in ["", "e", "english", "en_US", "en-", "-en", "en-US!", "日本"] {
            assert!(check_language(bad).is_err(), "{bad}");
        }
    }
}
