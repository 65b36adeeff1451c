//! `encrypted_api_keys`: one row is the encrypted API key of one server for one provider.
//!
//! A server has at most one key for each provider. A stored key is in one of two formats
//! ([`crate::secret`]). Every function reads both; [`rotate`] converts one into the other.
//!
//! ```no_run
//! # use tomori_db::{api_keys, id::ServerId, Result};
//! # use tomori_db::secret::{ApiKey, KeyRing};
//! # async fn example(conn: &diesel_async::AsyncPgConnection) -> Result<()> {
//! let ring = KeyRing::from_env()?;
//! let server = ServerId::new(7);
//! api_keys::store(conn, &ring, server, "google", &ApiKey::new("sk-example")?).await?;
//! let key = api_keys::reveal(conn, &ring, server, "google").await?;
//! assert_eq!(key.expose(), "sk-example");
//! # Ok(())
//! # }
//! ```
//!
//! # Guarantees of the sealed format
//!
//! Secret and plaintext never leave this process: they appear in no statement, no server log, no
//! error and no `Debug` output. A message cannot be opened in another row, nor after its row's
//! server or provider was changed by SQL; in that case store the key again. Sealing and opening
//! take about a microsecond, so they run inline.
//!
//! # Limits of the pgcrypto format
//!
//! It is for databases that other programs read in SQL. The server encrypts and decrypts, so
//! **secret and plaintext are sent to it as bound values, and it can write them to its log**. With
//! PostgreSQL 15 this was measured for:
//!
//! - `log_statement = all`, `log_min_duration_statement` and the sampling settings, unless
//!   `log_parameter_max_length = 0`;
//! - `log_parameter_max_length_on_error` other than 0, when the statement fails;
//! - `auto_explain` with `log_verbose`, **even under `log_parameter_max_length = 0`**, because the
//!   plan contains them; and `debug_print_plan`.
//!
//! In addition:
//!
//! - The connection must be encrypted (TLS) or local.
//! - A message that is pasted into another row can be opened there, because OpenPGP does not know
//!   about rows.
//! - A wrong secret and an altered message give the same error (`WrongSecretOrAltered`); a
//!   truncated message is recognized.
//! - Messages written with `disable-mdc` are refused, because if altered they would decrypt to a
//!   wrong plaintext.
//! - The `tokio-postgres` crate writes bound values, as bytes, through the `log` crate at `debug`:
//!   leave its target at `info`.
//!
//! Rotate to the sealed format as soon as no other program reads the table.

mod format;
mod pgcrypto;
mod rotate;

use chrono::{DateTime, Utc};
use commonrail::statements::{RunQueryDsl, upsert};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, ForRead, OrNotFound, Result};
use crate::id::{ApiKeyId, ServerId};
use crate::input;
use crate::schema::encrypted_api_keys;
use crate::secret::{self, ApiKey, KeyFormat, KeyRing, RowContext, SecretError};
use crate::trace::{counted, one};

use format::{FirstBytes, first_bytes};
pub use pgcrypto::{OPTIONS, encrypt_pgcrypto, store_pgcrypto};
pub use rotate::rotate;

/// A row of `encrypted_api_keys`, without the key.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Identifiable, Serialize)]
#[diesel(table_name = encrypted_api_keys, primary_key(api_key_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct StoredApiKey {
    /// Key of this database.
    pub api_key_id: ApiKeyId,
    /// The server that the key belongs to.
    pub server_id: ServerId,
    /// The provider that the key is for.
    pub provider_name: String,
    /// The format it is encrypted in; `None` if another writer stored something else.
    #[diesel(select_expression = first_bytes())]
    #[diesel(deserialize_as = FirstBytes)]
    pub format: Option<KeyFormat>,
    /// When the row was inserted.
    pub created_at: DateTime<Utc>,
    /// When the row was last updated.
    pub updated_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = encrypted_api_keys, treat_none_as_default_value = false)]
struct NewApiKey<'a> {
    server_id: ServerId,
    provider_name: &'a str,
    encrypted_key: &'a [u8],
}

/// Stores a sealed key, replacing an existing one; returns the stored row.
///
/// ```sql
/// INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
/// VALUES ($1, $2, $3)
/// ON CONFLICT (server_id, provider_name) DO UPDATE SET encrypted_key = excluded.encrypted_key
/// RETURNING api_key_id, server_id, provider_name, substr(encrypted_key, $4, $5), created_at,
/// updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for a provider outside 1 to 50 characters or blank; `Configuration` when the
/// newest secret has fewer than 32 characters; `NotFound` when there is no such server.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", %server, provider, rows = Empty))]
pub async fn store(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    provider: &str,
    key: &ApiKey,
) -> Result<StoredApiKey> {
    let encrypted_key = encrypt(ring, server, provider, key)?;
    let new = NewApiKey {
        server_id: server,
        provider_name: provider,
        encrypted_key: &encrypted_key,
    };
    let stored = upsert(diesel::insert_into(encrypted_api_keys::table).values(new))
        .on_conflict((
            encrypted_api_keys::server_id,
            encrypted_api_keys::provider_name,
        ))
        .set(encrypted_api_keys::encrypted_key.eq(excluded(encrypted_api_keys::encrypted_key)))
        .returning(StoredApiKey::as_returning())
        .get_result(&mut conn)
        .await
        .map_err(unknown_server)?;
    Ok(one(stored))
}

/// Seals a key for its row, without storing it.
///
/// # Errors
/// `InvalidInput` for a provider outside 1 to 50 characters or blank; `Configuration` when the
/// newest secret has fewer than 32 characters.
pub fn encrypt(ring: &KeyRing, server: ServerId, provider: &str, key: &ApiKey) -> Result<Vec<u8>> {
    check_provider(provider)?;
    Ok(secret::seal(ring, &row(server, provider), key.expose())?)
}

/// Returns the decrypted key of a server for a provider.
///
/// ```sql
/// SELECT encrypted_key
/// FROM encrypted_api_keys
/// WHERE server_id = $1 AND provider_name = $2
/// LIMIT $3
/// ```
///
/// A message in the pgcrypto format takes a second statement, which sends the message and every
/// secret of the ring to the server:
///
/// ```sql
/// SELECT try_pgp_sym_decrypt($1, $2)
/// ```
///
/// # Errors
/// `NotFound` when the server has no key for this provider; `Secret` with the reason when the
/// stored message cannot be opened.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", %server, provider, rows = Empty))]
pub async fn reveal(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    provider: &str,
) -> Result<ApiKey> {
    check_provider(provider)?;
    let message = encrypted_api_keys::table
        .filter(encrypted_api_keys::server_id.eq(server))
        .filter(encrypted_api_keys::provider_name.eq(provider))
        .select(encrypted_api_keys::encrypted_key)
        .first::<Vec<u8>>(&mut conn)
        .await
        .or_not_found("api key")
        .for_read()?;
    let opened = match KeyFormat::of(&message) {
        Some(KeyFormat::Pgcrypto) => pgcrypto::open(conn, ring, &message).await.for_read()?,
        _ => secret::open(ring, &row(server, provider), &message),
    };
    opened
        .map(one)
        .map_err(|source| closed(server, provider, source))
}

/// Lists the keys of a server, ordered by provider; at most one for each.
///
/// ```sql
/// SELECT api_key_id, server_id, provider_name, substr(encrypted_key, $1, $2), created_at,
/// updated_at
/// FROM encrypted_api_keys
/// WHERE server_id = $3
/// ORDER BY provider_name
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", %server, rows = Empty))]
pub async fn list_providers(
    mut conn: &AsyncPgConnection,
    server: ServerId,
) -> Result<Vec<StoredApiKey>> {
    let rows = StoredApiKey::query()
        .filter(encrypted_api_keys::server_id.eq(server))
        .order(encrypted_api_keys::provider_name)
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(rows))
}

/// Deletes the key of a server for a provider; returns true if there was one.
///
/// ```sql
/// DELETE FROM encrypted_api_keys
/// WHERE server_id = $1 AND provider_name = $2
/// ```
///
/// # Errors
/// `InvalidInput` for a provider outside 1 to 50 characters or blank.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", %server, provider, rows = Empty))]
pub async fn delete(
    mut conn: &AsyncPgConnection,
    server: ServerId,
    provider: &str,
) -> Result<bool> {
    check_provider(provider)?;
    let rows = diesel::delete(encrypted_api_keys::table)
        .filter(encrypted_api_keys::server_id.eq(server))
        .filter(encrypted_api_keys::provider_name.eq(provider))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}

fn check_provider(provider: &str) -> Result<()> {
    input::text("provider_name", provider, 1..=50)
}

fn row(server: ServerId, provider: &str) -> RowContext<'_> {
    RowContext {
        table: "encrypted_api_keys",
        server: server.get(),
        provider,
    }
}

/// Maps a violation of the table's only foreign key to `NotFound`: there is no such server.
fn unknown_server(error: diesel::result::Error) -> Error {
    match error.into() {
        Error::Conflict { constraint } if constraint == "encrypted_api_keys_server_id_fkey" => {
            Error::not_found("server")
        }
        other => other,
    }
}

fn closed(server: ServerId, provider: &str, source: SecretError) -> Error {
    match source.into() {
        Error::Secret { source, .. } => Error::Secret {
            what: format!("the api key of server {server} for `{provider}`"),
            source,
        },
        other => other,
    }
}
