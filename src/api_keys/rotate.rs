//! Re-encrypts every row: after a change of the secret, or into the other format.

use commonrail::statements::{RunQueryDsl, SqlFile, sql_file};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tracing::field::Empty;
use tracing::instrument;
use zeroize::Zeroizing;

use crate::error::Result;
use crate::id::{ApiKeyId, ServerId};
use crate::pool::transaction;
use crate::schema::encrypted_api_keys;
use crate::secret::{self, ApiKey, KeyFormat, KeyRing, SecretError, check_openpgp};
use crate::trace::counted;

use super::pgcrypto::OPTIONS;
use super::{closed, row};

/// How many rows are read and written at once. A statement over messages of pgcrypto then takes
/// about a second at most, and a few megabytes are in memory.
const CHUNK: usize = 100;

const LOCK: &str = "LOCK TABLE encrypted_api_keys IN SHARE ROW EXCLUSIVE MODE";

#[derive(HasQuery)]
#[diesel(table_name = encrypted_api_keys, check_for_backend(diesel::pg::Pg))]
struct Encrypted {
    api_key_id: ApiKeyId,
    server_id: ServerId,
    provider_name: String,
    encrypted_key: Vec<u8>,
}

/// Re-encrypts every key with the newest secret of the ring, in the given format; returns how many
/// there were.
///
/// It runs in one transaction, and a key that cannot be opened rolls it back. Until the commit,
/// readers are not blocked and see the old messages, which the older secrets in their rings open;
/// writers wait, and so does deleting a server. Rows are read in chunks, so memory use stays low.
///
/// It may be called inside a transaction, where it is a savepoint. That transaction must be `READ
/// COMMITTED` or must not have run a statement yet: with a stricter level it does not see, and so
/// does not rotate, what was stored after its first statement.
///
/// ```sql
/// LOCK TABLE encrypted_api_keys IN SHARE ROW EXCLUSIVE MODE
/// ```
///
/// ```sql
/// SELECT api_key_id, server_id, provider_name, encrypted_key
/// FROM encrypted_api_keys
/// WHERE api_key_id > $1
/// ORDER BY api_key_id
/// LIMIT $2
/// ```
///
/// Messages in the pgcrypto format are opened by the server, which can log what it receives (read
/// the warning in [`crate::api_keys`]):
///
/// ```sql
/// SELECT try_pgp_sym_decrypt(messages.message, $1)
/// FROM unnest($2) WITH ORDINALITY AS messages (message, place)
/// ORDER BY messages.place
/// ```
///
/// To the sealed format:
///
/// ```sql
/// UPDATE encrypted_api_keys
/// SET encrypted_key = changed.encrypted_key
/// FROM unnest($1, $2) AS changed (api_key_id, encrypted_key)
/// WHERE encrypted_api_keys.api_key_id = changed.api_key_id
/// ```
///
/// To the pgcrypto format:
///
/// ```sql
/// UPDATE encrypted_api_keys
/// SET encrypted_key = pgp_sym_encrypt(changed.api_key, $1, $2)
/// FROM unnest($3, $4) AS changed (api_key_id, api_key)
/// WHERE encrypted_api_keys.api_key_id = changed.api_key_id
/// ```
///
/// # Errors
/// `Secret` with server, provider and reason for the first key that cannot be opened, and nothing
/// is changed; `Configuration` when the newest secret does not fit the format.
#[instrument(level = "debug", skip_all, fields(table = "encrypted_api_keys", rows = Empty))]
pub async fn rotate(
    conn: &mut AsyncPgConnection,
    ring: &KeyRing,
    format: KeyFormat,
) -> Result<usize> {
    match format {
        KeyFormat::Sealed => ring.check_sealing()?,
        KeyFormat::Pgcrypto => drop(ring.pgcrypto_secret()?),
    }
    let rows = transaction(conn, async |conn| {
        conn.batch_execute(LOCK).await?;
        rotate_all(conn, ring, format).await
    })
    .await?;
    Ok(counted(rows))
}

async fn rotate_all(conn: &AsyncPgConnection, ring: &KeyRing, format: KeyFormat) -> Result<usize> {
    let mut rotated = 0;
    let mut last = ApiKeyId::new(i64::MIN);
    loop {
        let rows = read_after(conn, last).await?;
        let Some(end) = rows.last() else {
            return Ok(rotated);
        };
        last = end.api_key_id;
        rotated += rows.len();
        let keys = open_all(conn, ring, &rows).await?;
        match format {
            KeyFormat::Sealed => write_sealed(conn, ring, &rows, &keys).await?,
            KeyFormat::Pgcrypto => write_pgcrypto(conn, ring, &rows, &keys).await?,
        }
    }
}

async fn read_after(mut conn: &AsyncPgConnection, last: ApiKeyId) -> Result<Vec<Encrypted>> {
    Ok(Encrypted::query()
        .filter(encrypted_api_keys::api_key_id.gt(last))
        .order(encrypted_api_keys::api_key_id)
        .limit(CHUNK as i64)
        .load(&mut conn)
        .await?)
}

/// Opens the rows of a chunk, in their order.
async fn open_all(
    conn: &AsyncPgConnection,
    ring: &KeyRing,
    rows: &[Encrypted],
) -> Result<Vec<ApiKey>> {
    let mut by_server = open_pgcrypto(conn, ring, rows).await?.into_iter();
    rows.iter()
        .map(|encrypted| {
            let message = &encrypted.encrypted_key;
            let (server, provider) = (encrypted.server_id, &*encrypted.provider_name);
            let opened = match KeyFormat::of(message) {
                Some(KeyFormat::Pgcrypto) => check_openpgp(message).and_then(|()| {
                    let text = by_server.next().flatten();
                    text.map(ApiKey::opened)
                        .ok_or(SecretError::WrongSecretOrAltered)
                }),
                _ => secret::open(ring, &row(server, provider), message),
            };
            opened.map_err(|source| closed(server, provider, source))
        })
        .collect()
}

/// Opens the well-formed messages in the pgcrypto format with one statement; sends none if there
/// are none.
async fn open_pgcrypto(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    rows: &[Encrypted],
) -> Result<Vec<Option<Zeroizing<String>>>> {
    let messages: Vec<&[u8]> = rows
        .iter()
        .map(|encrypted| &*encrypted.encrypted_key)
        .filter(|message| KeyFormat::of(message) == Some(KeyFormat::Pgcrypto))
        .filter(|message| check_openpgp(message).is_ok())
        .collect();
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let binds = (
        ring.pgcrypto_secrets().into_sql::<Array<Text>>(),
        messages.into_sql::<Array<Binary>>(),
    );
    let statement: SqlFile<Nullable<Text>, _> =
        sql_file(include_str!("../sql/api_keys_open.sql"), binds);
    let texts: Vec<Option<String>> = statement.load(&mut conn).await?;
    Ok(texts
        .into_iter()
        .map(|text| text.map(Zeroizing::new))
        .collect())
}

async fn write_sealed(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    rows: &[Encrypted],
    keys: &[ApiKey],
) -> Result<()> {
    let messages = rows
        .iter()
        .zip(keys)
        .map(|(encrypted, key)| {
            let row = row(encrypted.server_id, &encrypted.provider_name);
            secret::seal(ring, &row, key.expose())
        })
        .collect::<Result<Vec<_>, _>>()?;
    let binds = (
        ids(rows).into_sql::<Array<BigInt>>(),
        messages.into_sql::<Array<Binary>>(),
    );
    let statement: SqlFile<(), _> =
        sql_file(include_str!("../sql/api_keys_write_sealed.sql"), binds);
    statement.execute(&mut conn).await?;
    Ok(())
}

async fn write_pgcrypto(
    mut conn: &AsyncPgConnection,
    ring: &KeyRing,
    rows: &[Encrypted],
    keys: &[ApiKey],
) -> Result<()> {
    let texts: Vec<&str> = keys.iter().map(ApiKey::expose).collect();
    let binds = (
        ring.pgcrypto_secret()?.into_sql::<Text>(),
        OPTIONS.into_sql::<Text>(),
        ids(rows).into_sql::<Array<BigInt>>(),
        texts.into_sql::<Array<Text>>(),
    );
    let statement: SqlFile<(), _> =
        sql_file(include_str!("../sql/api_keys_write_pgcrypto.sql"), binds);
    statement.execute(&mut conn).await?;
    Ok(())
}

fn ids(rows: &[Encrypted]) -> Vec<ApiKeyId> {
    rows.iter().map(|encrypted| encrypted.api_key_id).collect()
}
