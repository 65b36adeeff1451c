//! Changes settings, and tries a change that is refused.

use anyhow::{Result, bail};
use diesel_async::AsyncPgConnection;
use serde_json::json;
use tomori_db::servers::{self, ConfigPatch, ServerConfig};

use crate::Cast;
use crate::print::fact;

/// Changes one setting by its path, then two at once.
pub(crate) async fn change(conn: &AsyncPgConnection, cast: Cast) -> Result<()> {
    let before = read(conn, cast).await?;
    let path = "llm_temperature".parse()?;
    servers::update_setting(conn, cast.guild, &path, &json!(1.2)).await?;
    let patch = ConfigPatch {
        humanizer_degree: Some(3),
        embed_color: Some("#00AACC".into()),
        ..ConfigPatch::default()
    };
    servers::patch_config(conn, cast.guild, &patch).await?;

    let after = read(conn, cast).await?;
    let (old, new) = (before.llm_temperature, after.llm_temperature);
    fact("by path", format_args!("llm_temperature {old} -> {new}"));
    let (old, new) = (before.humanizer_degree, after.humanizer_degree);
    fact("by patch", format_args!("humanizer_degree {old} -> {new}"));
    let (old, new) = (before.embed_color, after.embed_color);
    fact("", format_args!("embed_color {old} -> {new}"));
    Ok(())
}

/// Tries a value out of range and an unknown setting: the errors name the setting and its limits.
pub(crate) async fn refuse(conn: &AsyncPgConnection, cast: Cast) -> Result<()> {
    let before = read(conn, cast).await?;
    for (path, value) in [
        ("llm_temperature", json!(9)),
        ("embed_color", json!("blue")),
    ] {
        match servers::update_setting(conn, cast.guild, &path.parse()?, &value).await {
            Ok(_) => bail!("{path} = {value} was not refused"),
            Err(error) => fact("refused", format_args!("{path} = {value}: {error}")),
        }
    }
    let after = read(conn, cast).await?;
    if after != before {
        bail!("a refused change left something behind");
    }
    fact(
        "unchanged",
        format_args!(
            "llm_temperature {}, embed_color {}",
            after.llm_temperature, after.embed_color
        ),
    );
    Ok(())
}

async fn read(conn: &AsyncPgConnection, cast: Cast) -> Result<ServerConfig> {
    Ok(servers::get(conn, cast.guild).await?.config()?.clone())
}
