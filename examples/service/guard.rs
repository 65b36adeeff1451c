//! Identifies the caller: the guild and the user to which every statement of a request is limited.
//!
//! Here two headers identify them, which anyone can send. A real service takes a signed token
//! (`Authorization: Bearer …`), verifies its signature, issuer and expiry, and reads guild and user
//! from its claims; changing settings should need an additional permission. Only this file has to
//! change for that: handlers get a guild only from a [`Caller`].

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use tomori_db::id::{DiscordUserId, GuildId};

use crate::error::ApiError;

const GUILD: &str = "x-guild-id";
const USER: &str = "x-user-id";

/// A guild, and the user who calls from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    pub(crate) guild: GuildId,
    pub(crate) user: DiscordUserId,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let guild = header(&parts.headers, GUILD)?;
        let user = header(&parts.headers, USER)?;
        Ok(Self {
            guild: guild.parse().map_err(|_| ApiError::Unauthorized(GUILD))?,
            user: user.parse().map_err(|_| ApiError::Unauthorized(USER))?,
        })
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, ApiError> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .ok_or(ApiError::Unauthorized(name))
}
