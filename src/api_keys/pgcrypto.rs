//! The pgcrypto format: the server encrypts and decrypts. See the warning in [`super`].

use commonrail::statements::{RunQueryDsl, upsert};
use diesel::prelude::*;
use diesel::sql_types::{Array, Binary, Text};
use diesel::upsert::excluded;
use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;
use zeroize::Zeroizing;

use crate::error::{ForRead, Result};
use crate::id::ServerId;
use crate::schema::encrypted_api_keys;
use crate::secret::{ApiKey, KeyRing, SecretError, check_openpgp};
use crate::trace::one;

use super::{StoredApiKey, check_provider, unknown_server};

#[declare_sql_function]
extern "SQL" {
    /// Encrypts with pgcrypto; the result differs at every call.
    fn pgp_sym_encrypt(data: Text, secret: Text, options: Text) -> Binary;

    /// Opens an OpenPGP message with the first secret that fits; returns NULL if none does.
    fn try_pgp_sym_decrypt(message: Binary, secrets: Array<Text>) -> Nullable<Text>;
}

/// The options for `pgp_sym_encrypt`: AES-256, and a key derived from the secret by hashing
/// 1,048,576 bytes of salt and secret with SHA-512.
///
/// pgcrypto's own defaults are AES-128, SHA-1 and at most 253,952 bytes, 0.3 ms a call, which
/// allows some thousand guesses a second on each core. This count takes 5 ms, so guessing a weak
/// secret takes twenty times as long, and rotating 2,000 rows still takes only half a minute. The
/// maximum, 65,011,712, takes 150 to 300 ms for every reveal, and slows guessing down by less than
/// two more random characters in the secret do.
/// <https://www.postgresql.org/docs/current/pgcrypto.html#PGCRYPTO-PGP-ENC-FUNCS-OPTS>
pub const OPTIONS: &str =
    "cipher-algo=aes256, s2k-mode=3, s2k-digest-algo=sha512, s2k-count=1048576";

/// Stores a key in the pgcrypto format, replacing an existing one; returns the stored row.
///
/// Secret and key are sent to the server, which can log them: read the warning in
/// [`crate::api_keys`].
///
/// ```sql
/// INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
/// VALUES ($1, $2, pgp_sym_encrypt($3, $4, $5))
/// ON CONFLICT (server_id, provider_name) DO UPDATE SET encrypted_key = excluded.encrypted_key
/// RETURNING api_key_id, server_id, provider_name, substr(encrypted_key, $6, $7), created_at,
/// updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for a provider outside 1 to 50 characters or blank; `Configuration` when the
/// newest secret is empty or contains a NUL; `NotFound` when there is no such server.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", %server, provider, rows = Empty))]
pub async fn store_pgcrypto(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    provider: &str,
    key: &ApiKey,
) -> Result<StoredApiKey> {
    check_provider(provider)?;
    let message = pgp_sym_encrypt(key.expose(), ring.pgcrypto_secret()?, OPTIONS);
    let new = (
        encrypted_api_keys::server_id.eq(server),
        encrypted_api_keys::provider_name.eq(provider),
        encrypted_api_keys::encrypted_key.eq(message),
    );
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

/// Encrypts a key in the pgcrypto format, without storing it.
///
/// Secret and key are sent to the server, which can log them: read the warning in
/// [`crate::api_keys`].
///
/// ```sql
/// SELECT pgp_sym_encrypt($1, $2, $3)
/// ```
///
/// # Errors
/// `Configuration` when the newest secret is empty or contains a NUL.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", rows = Empty))]
pub async fn encrypt_pgcrypto(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    key: &ApiKey,
) -> Result<Vec<u8>> {
    let message = pgp_sym_encrypt(key.expose(), ring.pgcrypto_secret()?, OPTIONS);
    let message = diesel::select(message)
        .get_result(&mut conn)
        .await
        .for_read()?;
    Ok(one(message))
}

/// Decrypts one message; the inner result says why it could not be opened.
pub(super) async fn open(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    message: &[u8],
) -> Result<Result<ApiKey, SecretError>> {
    if let Err(error) = check_openpgp(message) {
        return Ok(Err(error));
    }
    let text = diesel::select(try_pgp_sym_decrypt(message, ring.pgcrypto_secrets()))
        .get_result::<Option<String>>(&mut conn)
        .await?;
    Ok(text
        .map(|text| ApiKey::opened(Zeroizing::new(text)))
        .ok_or(SecretError::WrongSecretOrAltered))
}
