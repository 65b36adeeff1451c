//! API keys in both formats.

mod broken;
mod pgcrypto;
mod rotate;

use anyhow::Result;
use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use tomori_db::id::ServerId;
use tomori_db::secret::{ApiKey, CryptoSecret, KeyFormat, KeyRing, SecretError};
use tomori_db::{Error, api_keys};

use crate::harness::{add_server, execute, number, start};
use crate::support::server::Database;

/// A ring with one secret of 32 characters.
fn ring(letter: &str) -> KeyRing {
    KeyRing::new(secret(letter))
}

fn secret(letter: &str) -> CryptoSecret {
    CryptoSecret::new(letter.repeat(32))
}

fn key(text: &str) -> ApiKey {
    ApiKey::new(text).expect("within the limits")
}

/// A migrated database with one server.
async fn one_server() -> Result<(Database, AsyncPgConnection, ServerId)> {
    let (database, conn) = start().await?;
    let server = add_server(&conn, 1).await?.server_id;
    Ok((database, conn, server))
}

/// What the key is in clear.
async fn revealed(
    conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    provider: &str,
) -> Result<String, Error> {
    let key = api_keys::reveal(conn, ring, server, provider).await?;
    Ok(key.expose().to_owned())
}

/// Why the key does not open.
async fn closed(
    conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    provider: &str,
) -> SecretError {
    match api_keys::reveal(conn, ring, server, provider).await {
        Err(Error::Secret { what, source }) => {
            assert_eq!(
                what,
                format!("the api key of server {server} for `{provider}`")
            );
            source
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stored_key_is_revealed_and_replaced() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let first = api_keys::store(&conn, &ring("a"), server, "google", &key("sk-1")).await?;
    assert_eq!(first.provider_name, "google");
    assert_eq!(first.format, Some(KeyFormat::Sealed));
    assert_eq!(revealed(&conn, &ring("a"), server, "google").await?, "sk-1");

    let second = api_keys::store(&conn, &ring("a"), server, "google", &key("sk-2")).await?;
    assert_eq!(second.api_key_id, first.api_key_id);
    assert_eq!(second.created_at, first.created_at);
    assert!(second.updated_at > first.updated_at);
    assert_eq!(revealed(&conn, &ring("a"), server, "google").await?, "sk-2");
    Ok(())
}

#[tokio::test]
async fn the_longest_key_is_stored_in_either_format() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let longest = "ß語🔑x".repeat(1_000);
    assert_eq!(longest.len(), 10_000);
    api_keys::store(&conn, &ring("a"), server, "s", &key(&longest)).await?;
    api_keys::store_pgcrypto(&conn, &ring("a"), server, "p", &key(&longest)).await?;
    for provider in ["s", "p"] {
        assert_eq!(
            revealed(&conn, &ring("a"), server, provider).await?,
            longest
        );
    }
    Ok(())
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let nobody = ServerId::new(server.get() + 1);
    for stored in [
        api_keys::store(&conn, &ring("a"), nobody, "google", &key("sk")).await,
        api_keys::store_pgcrypto(&conn, &ring("a"), nobody, "google", &key("sk")).await,
    ] {
        assert!(matches!(stored, Err(Error::NotFound { what: "server" })));
    }
    let missing = api_keys::reveal(&conn, &ring("a"), server, "google").await;
    assert!(matches!(missing, Err(Error::NotFound { what: "api key" })));
    Ok(())
}

#[tokio::test]
async fn a_provider_has_1_to_50_characters() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let (ring, key) = (ring("a"), key("sk"));
    let longest = "ä".repeat(50);
    api_keys::store(&conn, &ring, server, &longest, &key).await?;
    assert_eq!(revealed(&conn, &ring, server, &longest).await?, "sk");
    for bad in ["", " \t", "a\0b", &"ä".repeat(51)] {
        let errors = [
            api_keys::encrypt(&ring, server, bad, &key).err(),
            api_keys::store(&conn, &ring, server, bad, &key).await.err(),
            api_keys::store_pgcrypto(&conn, &ring, server, bad, &key)
                .await
                .err(),
            api_keys::reveal(&conn, &ring, server, bad).await.err(),
            api_keys::delete(&conn, server, bad).await.err(),
        ];
        for error in errors {
            assert!(
                matches!(error, Some(Error::InvalidInput { .. })),
                "{error:?}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_short_secret_is_refused_before_anything_is_sent() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let short = KeyRing::new(CryptoSecret::new("s".repeat(31)));
    execute(&conn, "ALTER TABLE encrypted_api_keys RENAME TO gone").await?;
    let error = api_keys::store(&conn, &short, server, "google", &key("sk"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Configuration(_)));
    assert_eq!(
        error.to_string(),
        "the secret has fewer than 32 characters, too few for the sealed format"
    );
    Ok(())
}

#[tokio::test]
async fn providers_are_listed_with_their_format() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let other = add_server(&conn, 2).await?.server_id;
    let ring = ring("a");
    api_keys::store(&conn, &ring, server, "sealed", &key("sk-canary")).await?;
    api_keys::store_pgcrypto(&conn, &ring, server, "pgcrypto", &key("sk-canary")).await?;
    api_keys::store(&conn, &ring, other, "google", &key("sk-canary")).await?;
    execute(
        &conn,
        &format!(
            "INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
             VALUES ({server}, 'plain', 'sk-canary'), ({server}, 'empty', '')"
        ),
    )
    .await?;

    let listed = api_keys::list_providers(&conn, server).await?;
    let formats: Vec<_> = listed
        .iter()
        .map(|row| (&*row.provider_name, row.format))
        .collect();
    assert_eq!(
        formats,
        [
            ("empty", None),
            ("pgcrypto", Some(KeyFormat::Pgcrypto)),
            ("plain", None),
            ("sealed", Some(KeyFormat::Sealed)),
        ]
    );
    assert_eq!(listed[3].api_key_id.get(), 1);
    let shown = format!("{listed:?} {}", serde_json::to_string(&listed)?);
    assert!(shown.contains(r#""format":"sealed""#), "{shown}");
    assert!(
        !shown.contains("canary") && !shown.contains("TDS"),
        "{shown}"
    );
    Ok(())
}

#[tokio::test]
async fn a_key_is_deleted_once_and_goes_with_its_server() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    for provider in ["google", "novelai"] {
        api_keys::store(&conn, &ring("a"), server, provider, &key("sk")).await?;
    }
    assert!(api_keys::delete(&conn, server, "google").await?);
    assert!(!api_keys::delete(&conn, server, "google").await?);
    assert_eq!(api_keys::list_providers(&conn, server).await?.len(), 1);
    execute(&conn, "DELETE FROM servers").await?;
    assert_eq!(
        number(&conn, "SELECT count(*) FROM encrypted_api_keys").await?,
        0
    );
    Ok(())
}

#[tokio::test]
async fn a_key_encrypted_without_storing_opens_in_its_row() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let ring = ring("a");
    let sealed = api_keys::encrypt(&ring, server, "s", &key("sk-1"))?;
    let pgcrypto = api_keys::encrypt_pgcrypto(&conn, &ring, &key("sk-2")).await?;
    assert_eq!(
        number(&conn, "SELECT count(*) FROM encrypted_api_keys").await?,
        0
    );
    for (provider, message, expected) in [("s", sealed, "sk-1"), ("p", pgcrypto, "sk-2")] {
        paste(&conn, server, provider, &message).await?;
        assert_eq!(revealed(&conn, &ring, server, provider).await?, expected);
    }
    Ok(())
}

#[tokio::test]
async fn the_newest_secret_writes_and_all_read() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let (old, new) = (ring("a"), ring("b"));
    let both = new.clone().and_older(secret("a"));
    for (n, pgcrypto) in [(1, false), (2, true)] {
        let (first, second) = (format!("{n}-old"), format!("{n}-new"));
        for (ring, provider) in [(&old, &first), (&both, &second)] {
            if pgcrypto {
                api_keys::store_pgcrypto(&conn, ring, server, provider, &key("sk")).await?;
            } else {
                api_keys::store(&conn, ring, server, provider, &key("sk")).await?;
            }
            assert_eq!(revealed(&conn, &both, server, provider).await?, "sk");
        }
        assert_eq!(revealed(&conn, &new, server, &second).await?, "sk");
        let expected = if pgcrypto {
            SecretError::WrongSecretOrAltered
        } else {
            SecretError::WrongSecret
        };
        assert_eq!(closed(&conn, &new, server, &first).await, expected);
        assert_eq!(closed(&conn, &old, server, &second).await, expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_callers_rollback_takes_the_keys_along() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    let rolled_back: Result<(), Error> = conn
        .transaction(async |conn| {
            api_keys::store(conn, &ring("a"), server, "s", &key("sk")).await?;
            api_keys::store_pgcrypto(conn, &ring("a"), server, "p", &key("sk")).await?;
            assert_eq!(api_keys::list_providers(conn, server).await?.len(), 2);
            Err(Error::from(diesel::result::Error::RollbackTransaction))
        })
        .await;
    assert!(rolled_back.is_err());
    assert_eq!(api_keys::list_providers(&conn, server).await?, []);
    Ok(())
}

#[tokio::test]
async fn every_statement_is_prepared_once() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    let ring = ring("a");
    let mut prepared = Vec::new();
    for _ in 0..3 {
        api_keys::store(&conn, &ring, server, "s", &key("sk")).await?;
        api_keys::store_pgcrypto(&conn, &ring, server, "p", &key("sk")).await?;
        api_keys::encrypt_pgcrypto(&conn, &ring, &key("sk")).await?;
        for provider in ["s", "p"] {
            api_keys::reveal(&conn, &ring, server, provider).await?;
        }
        api_keys::list_providers(&conn, server).await?;
        api_keys::rotate(&mut conn, &ring, KeyFormat::Pgcrypto).await?;
        api_keys::rotate(&mut conn, &ring, KeyFormat::Sealed).await?;
        api_keys::delete(&conn, server, "p").await?;
        let count = "SELECT count(*) FROM pg_prepared_statements
                     WHERE statement ~ 'encrypted_api_keys|pgp_sym'
                     AND statement !~ 'pg_prepared_statements'";
        prepared.push(number(&conn, count).await?);
    }
    // Two to store, one to encrypt, two to reveal, one to list, one to delete; to rotate: one to
    // read, one to open and two to write.
    assert_eq!(prepared, [11, 11, 11]);
    Ok(())
}

/// Writes bytes into a row, as somebody does in SQL.
async fn paste(
    conn: &AsyncPgConnection,
    server: ServerId,
    provider: &str,
    message: &[u8],
) -> Result<()> {
    let hex: String = message.iter().map(|byte| format!("{byte:02x}")).collect();
    let sql = format!(
        r"INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
          VALUES ({server}, '{provider}', '\x{hex}')
          ON CONFLICT (server_id, provider_name) DO UPDATE SET encrypted_key = excluded.encrypted_key"
    );
    execute(conn, &sql).await
}
