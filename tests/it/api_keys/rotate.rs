//! Re-encrypting every key.

use std::time::{Duration, Instant};

use super::*;

/// What is stored, as one number.
async fn fingerprint(conn: &AsyncPgConnection) -> Result<i64> {
    let sql = "SELECT coalesce(sum(hashtextextended(k::text, 0)), 0) % 4611686018427387904
               FROM encrypted_api_keys AS k";
    number(conn, sql).await
}

/// Stores n keys, `sk-0`, `sk-1`… for `p0`, `p1`…, every second one in the pgcrypto format.
async fn store_mixed(
    conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    n: usize,
) -> Result<()> {
    for n in 0..n {
        let (provider, key) = (format!("p{n}"), key(&format!("sk-{n}")));
        if n % 2 == 0 {
            api_keys::store(conn, ring, server, &provider, &key).await?;
        } else {
            api_keys::store_pgcrypto(conn, ring, server, &provider, &key).await?;
        }
    }
    Ok(())
}

/// Asserts that n keys have a format and open.
async fn assert_all(
    conn: &AsyncPgConnection,
    ring: &KeyRing,
    server: ServerId,
    n: usize,
    format: KeyFormat,
) -> Result<()> {
    let listed = api_keys::list_providers(conn, server).await?;
    assert_eq!(listed.len(), n);
    assert!(listed.iter().all(|row| row.format == Some(format)));
    for n in 0..n {
        let read = revealed(conn, ring, server, &format!("p{n}")).await?;
        assert_eq!(read, format!("sk-{n}"));
    }
    Ok(())
}

#[tokio::test]
async fn keys_of_both_formats_are_rotated_into_either() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    store_mixed(&conn, &ring("a"), server, 6).await?;
    for (old, new, format) in [
        ("a", "b", KeyFormat::Sealed),
        ("b", "c", KeyFormat::Sealed),
        ("c", "d", KeyFormat::Pgcrypto),
        ("d", "e", KeyFormat::Pgcrypto),
        ("e", "f", KeyFormat::Sealed),
    ] {
        let before = fingerprint(&conn).await?;
        let both = ring(new).and_older(secret(old));
        assert_eq!(api_keys::rotate(&mut conn, &both, format).await?, 6);
        assert_all(&conn, &ring(new), server, 6, format).await?;
        assert!(
            api_keys::reveal(&conn, &ring(old), server, "p0")
                .await
                .is_err()
        );
        assert_ne!(fingerprint(&conn).await?, before);
    }
    Ok(())
}

#[tokio::test]
async fn mixed_keys_are_rotated_into_pgcrypto() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    store_mixed(&conn, &ring("a"), server, 4).await?;
    let rotated = api_keys::rotate(&mut conn, &ring("a"), KeyFormat::Pgcrypto).await?;
    assert_eq!(rotated, 4);
    assert_all(&conn, &ring("a"), server, 4, KeyFormat::Pgcrypto).await
}

#[tokio::test]
async fn an_empty_table_is_rotated() -> Result<()> {
    let (_database, mut conn) = start().await?;
    assert_eq!(
        api_keys::rotate(&mut conn, &ring("a"), KeyFormat::Sealed).await?,
        0
    );
    Ok(())
}

/// The broken key is in the second chunk, so the first one was written already.
#[tokio::test]
async fn one_broken_key_and_nothing_is_changed() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    for n in 0..150 {
        let provider = format!("p{n}");
        api_keys::store(&conn, &ring("a"), server, &provider, &key("sk")).await?;
    }
    let both = ring("b").and_older(secret("a"));
    let whole = api_keys::encrypt(&ring("a"), server, "p140", &key("sk"))?;
    let foreign = api_keys::encrypt(&ring("x"), server, "p140", &key("sk"))?;
    let pgcrypto = api_keys::encrypt_pgcrypto(&conn, &ring("x"), &key("sk")).await?;
    let pasted = api_keys::encrypt(&ring("a"), server, "p1", &key("sk"))?;
    for (message, expected) in [
        (&foreign[..], SecretError::WrongSecret),
        (&whole[..50], SecretError::Truncated),
        (&[&whole[..57], b"x"].concat(), SecretError::Altered),
        (&pasted, SecretError::Moved),
        (b"sk-plain", SecretError::UnknownFormat),
        (&pgcrypto, SecretError::WrongSecretOrAltered),
        (&pgcrypto[..50], SecretError::Truncated),
    ] {
        paste(&conn, server, "p140", message).await?;
        let before = fingerprint(&conn).await?;
        for format in [KeyFormat::Sealed, KeyFormat::Pgcrypto] {
            let error = api_keys::rotate(&mut conn, &both, format)
                .await
                .unwrap_err();
            let Error::Secret { what, source } = error else {
                panic!("{error:?}")
            };
            assert_eq!(what, format!("the api key of server {server} for `p140`"));
            assert_eq!(source, expected);
            assert_eq!(fingerprint(&conn).await?, before);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_secret_that_does_not_fit_changes_nothing() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    store_mixed(&conn, &ring("a"), server, 2).await?;
    let before = fingerprint(&conn).await?;
    for (new, format) in [("short", KeyFormat::Sealed), ("", KeyFormat::Pgcrypto)] {
        let both = KeyRing::new(CryptoSecret::new(new)).and_older(secret("a"));
        let error = api_keys::rotate(&mut conn, &both, format)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Configuration(_)));
    }
    assert_eq!(fingerprint(&conn).await?, before);
    Ok(())
}

#[tokio::test]
async fn readers_go_on_and_writers_wait() -> Result<()> {
    let (database, mut conn, server) = one_server().await?;
    let reader = database.connect().await?;
    execute(&reader, "SET lock_timeout = '200ms'").await?;
    store_mixed(&conn, &ring("a"), server, 4).await?;
    let both = ring("b").and_older(secret("a"));

    conn.transaction::<_, anyhow::Error, _>(async |conn| {
        api_keys::rotate(conn, &both, KeyFormat::Sealed).await?;
        // The old messages, with a ring that only knows the old secret.
        for n in 0..4 {
            let read = revealed(&reader, &ring("a"), server, &format!("p{n}")).await?;
            assert_eq!(read, format!("sk-{n}"));
        }
        assert_eq!(api_keys::list_providers(&reader, server).await?.len(), 4);
        let written = api_keys::store(&reader, &ring("a"), server, "late", &key("sk")).await;
        assert!(matches!(written, Err(Error::Timeout { what: "lock", .. })));
        Ok(())
    })
    .await?;
    assert_all(&reader, &ring("b"), server, 4, KeyFormat::Sealed).await
}

#[tokio::test]
async fn a_callers_rollback_takes_the_rotation_along() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    store_mixed(&conn, &ring("a"), server, 4).await?;
    let before = fingerprint(&conn).await?;
    let both = ring("b").and_older(secret("a"));
    let rolled_back: Result<()> = conn
        .transaction(async |conn| {
            api_keys::rotate(conn, &both, KeyFormat::Sealed).await?;
            anyhow::bail!("no")
        })
        .await;
    assert!(rolled_back.is_err());
    assert_eq!(fingerprint(&conn).await?, before);
    Ok(())
}

#[tokio::test]
async fn a_failed_rotation_leaves_the_callers_transaction_alone() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    conn.transaction::<_, anyhow::Error, _>(async |conn| {
        store_mixed(conn, &ring("a"), server, 2).await?;
        let failed = api_keys::rotate(conn, &ring("b"), KeyFormat::Sealed).await;
        assert!(matches!(failed, Err(Error::Secret { .. })));
        Ok(())
    })
    .await?;
    assert_eq!(revealed(&conn, &ring("a"), server, "p1").await?, "sk-1");
    Ok(())
}

#[tokio::test]
async fn two_rotations_at_once_follow_each_other() -> Result<()> {
    let (database, mut conn, server) = one_server().await?;
    let mut second = database.connect().await?;
    store_mixed(&conn, &ring("a"), server, 4).await?;
    let both = ring("b").and_older(secret("a"));
    let rotated = tokio::try_join!(
        api_keys::rotate(&mut conn, &both, KeyFormat::Sealed),
        api_keys::rotate(&mut second, &both, KeyFormat::Sealed),
    )?;
    assert_eq!(rotated, (4, 4));
    assert_all(&conn, &ring("b"), server, 4, KeyFormat::Sealed).await
}

#[tokio::test]
async fn two_thousand_keys_are_rotated() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    conn.transaction::<_, anyhow::Error, _>(async |conn| {
        for n in 0..2_000 {
            let (provider, key) = (format!("p{n}"), key(&format!("sk-{n}")));
            api_keys::store(conn, &ring("a"), server, &provider, &key).await?;
        }
        Ok(())
    })
    .await?;
    let both = ring("b").and_older(secret("a"));
    let started = Instant::now();
    assert_eq!(
        api_keys::rotate(&mut conn, &both, KeyFormat::Sealed).await?,
        2_000
    );
    assert!(started.elapsed() < Duration::from_secs(30));
    assert_all(&conn, &ring("b"), server, 2_000, KeyFormat::Sealed).await
}
