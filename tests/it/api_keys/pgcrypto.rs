//! The pgcrypto format: use together with other programs, and the errors it can distinguish.

use super::*;

const SECRET: &str = "kurz";

/// A ring with the secret of another program.
fn theirs() -> KeyRing {
    KeyRing::new(CryptoSecret::new(SECRET))
}

/// Writes a key for google as another program does.
async fn write(conn: &AsyncPgConnection, server: ServerId, message: &str) -> Result<()> {
    let sql = format!(
        "INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
         VALUES ({server}, 'google', {message})
         ON CONFLICT (server_id, provider_name) DO UPDATE SET encrypted_key = excluded.encrypted_key"
    );
    execute(conn, &sql).await
}

#[tokio::test]
async fn other_programs_read_what_is_written() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let stored = api_keys::store_pgcrypto(&conn, &theirs(), server, "google", &key("sk-1")).await?;
    assert_eq!(stored.format, Some(KeyFormat::Pgcrypto));
    let read = format!(
        "SELECT count(*) FROM encrypted_api_keys
         WHERE pgp_sym_decrypt(encrypted_key, '{SECRET}') = 'sk-1'"
    );
    assert_eq!(number(&conn, &read).await?, 1);
    Ok(())
}

/// RFC 4880, 5.3 and 3.7.1.3: version 4, AES-256, salted and iterated, SHA-512, and the count.
#[tokio::test]
async fn keys_are_encrypted_with_the_options_that_are_documented() -> Result<()> {
    let (_database, conn) = start().await?;
    let message = api_keys::encrypt_pgcrypto(&conn, &theirs(), &key("sk")).await?;
    assert_eq!(message[2..6], [4, 9, 3, 10]);
    let code = u32::from(message[14]);
    assert_eq!((16 + (code & 15)) << ((code >> 4) + 6), 1_048_576);
    // "Integrity protected" data follows.
    assert_eq!(message[15], 0xc0 | 18);
    Ok(())
}

#[tokio::test]
async fn what_other_programs_write_is_read() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    for options in [
        "",
        "cipher-algo=aes256, s2k-digest-algo=sha512",
        "compress-algo=1, cipher-algo=aes192",
        "compress-algo=2, s2k-mode=1",
        "s2k-mode=0, cipher-algo=3des",
        "sess-key=1, unicode-mode=1",
        "convert-crlf=1",
    ] {
        for text in ["sk-äß🔑".to_owned(), "langer Schlüssel ".repeat(9_000)] {
            let message = format!("pgp_sym_encrypt('{text}', '{SECRET}', '{options}')");
            write(&conn, server, &message).await?;
            let read = revealed(&conn, &theirs(), server, "google").await?;
            assert_eq!(read, text, "{options}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_secret_and_an_altered_key_are_one_error() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    write(&conn, server, &format!("pgp_sym_encrypt('sk', '{SECRET}')")).await?;
    let wrong = closed(&conn, &ring("a"), server, "google").await;
    assert_eq!(wrong, SecretError::WrongSecretOrAltered);
    for place in 2..40 {
        let altered = format!(
            "(SELECT set_byte(m, {place}, get_byte(m, {place}) # 1)
              FROM pgp_sym_encrypt('sk', '{SECRET}') AS m)"
        );
        write(&conn, server, &altered).await?;
        let error = closed(&conn, &theirs(), server, "google").await;
        // Among the bytes are the second packet's kind and length.
        let told = [
            SecretError::WrongSecretOrAltered,
            SecretError::Truncated,
            SecretError::UnknownFormat,
        ];
        assert!(told.contains(&error), "{place}: {error}");
    }
    Ok(())
}

#[tokio::test]
async fn a_truncated_key_is_told_in_either_format() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    for length in [1, 2, 15, 17, 40] {
        let cut = format!("substr(pgp_sym_encrypt('sk', '{SECRET}'), 1, {length})");
        write(&conn, server, &cut).await?;
        let error = closed(&conn, &theirs(), server, "google").await;
        assert_eq!(error, SecretError::Truncated, "{length}");
    }
    Ok(())
}

#[tokio::test]
async fn a_key_without_protection_is_not_opened() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let message = format!("pgp_sym_encrypt('sk', '{SECRET}', 'disable-mdc=1')");
    write(&conn, server, &message).await?;
    let error = closed(&conn, &theirs(), server, "google").await;
    assert_eq!(error, SecretError::Unprotected);
    Ok(())
}

#[tokio::test]
async fn a_key_that_does_not_open_leaves_the_transaction_alone() -> Result<()> {
    let (_database, mut conn, server) = one_server().await?;
    write(&conn, server, &format!("pgp_sym_encrypt('sk', '{SECRET}')")).await?;
    conn.transaction::<_, Error, _>(async |conn| {
        let error = closed(conn, &ring("a"), server, "google").await;
        assert_eq!(error, SecretError::WrongSecretOrAltered);
        api_keys::delete(conn, server, "google").await
    })
    .await?;
    assert_eq!(api_keys::list_providers(&conn, server).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_secret_that_postgresql_does_not_take_is_refused() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    for unusable in ["", "a\0b"] {
        let ring = KeyRing::new(CryptoSecret::new(unusable));
        let stored = api_keys::store_pgcrypto(&conn, &ring, server, "google", &key("sk")).await;
        assert!(matches!(stored, Err(Error::Configuration(_))));
        let encrypted = api_keys::encrypt_pgcrypto(&conn, &ring, &key("sk")).await;
        assert!(matches!(encrypted, Err(Error::Configuration(_))));
    }
    write(&conn, server, &format!("pgp_sym_encrypt('sk', '{SECRET}')")).await?;
    let reads = KeyRing::new(CryptoSecret::new("")).and_older(CryptoSecret::new(SECRET));
    assert_eq!(revealed(&conn, &reads, server, "google").await?, "sk");
    Ok(())
}
