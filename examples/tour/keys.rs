//! Sets up a server, and shows how its API key is stored.

use std::env;

use anyhow::{Result, bail, ensure};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rand::distr::{Alphanumeric, SampleString as _};
use serde_json::json;
use tomori_db::flows::{ServerSetup, load_state, setup_server};
use tomori_db::id::ServerId;
use tomori_db::presets::NewPreset;
use tomori_db::schema::encrypted_api_keys;
use tomori_db::secret::{ApiKey, CryptoSecret, KeyRing, MIN_CHARACTERS, VARIABLE};
use tomori_db::{Error, api_keys, presets};

use crate::Cast;
use crate::cleanup::PRESET_LANGUAGE;
use crate::print::{count, fact, line, masked};

/// The provider of the server's key; `google` is the default provider.
const PROVIDER: &str = "google";

/// Returns the secret of the environment, else one for this run.
pub(crate) fn ring() -> Result<KeyRing> {
    if env::var_os(VARIABLE).is_some_and(|value| !value.is_empty()) {
        return Ok(KeyRing::from_env()?);
    }
    line(format_args!(
        "\n   {VARIABLE} is not set: the keys below are encrypted with a throw-away secret that is\n   \
        gone after this run. Never do that with real keys: `openssl rand -base64 32` makes one."
    ));
    Ok(KeyRing::new(throw_away()))
}

fn throw_away() -> CryptoSecret {
    CryptoSecret::new(Alphanumeric.sample_string(&mut rand::rng(), MIN_CHARACTERS))
}

/// Sets up the server in one transaction, then reads the whole state with one query.
pub(crate) async fn set_up(
    conn: &mut AsyncPgConnection,
    ring: &KeyRing,
    cast: Cast,
) -> Result<ServerId> {
    let preset = NewPreset {
        tomori_preset_name: "Tour guide".into(),
        tomori_preset_desc: "Explains things, briefly".into(),
        preset_language: PRESET_LANGUAGE.into(),
        personality_data: json!({"tone": "cheerful", "answers": "short"}),
    };
    let preset = presets::insert(conn, &preset).await?;
    let setup = ServerSetup {
        guild: cast.guild,
        name: "Tomori on tour".into(),
        preset: preset.tomori_preset_id,
        locale: "en-US".into(),
        humanizer_degree: 2,
        api_key: ApiKey::new("sk-tour-made-up-and-good-for-nothing")?,
    };
    setup_server(conn, ring, &setup).await?;

    let state = load_state(conn, cast.guild).await?;
    fact("preset", &preset.tomori_preset_name);
    fact(
        "server",
        format_args!("{} (guild {})", state.server_id, state.discord_server_id),
    );
    fact("nickname", state.nickname());
    fact(
        "model",
        format_args!("{} of {}", state.llm.llm_codename, state.llm.llm_provider),
    );
    fact("character", &state.personality);
    Ok(state.server_id)
}

/// Opens the key that the setup stored, shows the content of the table, and tries a wrong secret.
pub(crate) async fn reveal(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
) -> Result<()> {
    let stored: Vec<u8> = encrypted_api_keys::table
        .filter(encrypted_api_keys::server_id.eq(server))
        .filter(encrypted_api_keys::provider_name.eq(PROVIDER))
        .select(encrypted_api_keys::encrypted_key)
        .first(&mut conn)
        .await?;
    let key = api_keys::reveal(conn, ring, server, PROVIDER).await?;
    let visible = stored
        .windows(key.expose().len())
        .any(|bytes| bytes == key.expose().as_bytes());
    ensure!(!visible, "the table holds the key in clear");
    fact(
        "stored",
        format_args!(
            "{}, AES-256-GCM, not a letter of the key",
            count(stored.len(), "byte")
        ),
    );
    fact("revealed", masked(key.expose()));

    let wrong = KeyRing::new(throw_away());
    match api_keys::reveal(conn, &wrong, server, PROVIDER).await {
        Err(Error::Secret { source, .. }) => {
            fact("refused", format_args!("with a wrong secret: {source}"));
        }
        Err(error) => return Err(error.into()),
        Ok(_) => bail!("another secret opened the key"),
    }
    Ok(())
}
