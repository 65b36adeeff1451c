//! Stored keys that cannot be opened, and the error for each reason.

use super::*;

/// Stores a sealed key for google, and changes it by SQL.
async fn spoiled(change: &str) -> Result<SecretError> {
    let (_database, conn, server) = one_server().await?;
    api_keys::store(&conn, &ring("a"), server, "google", &key("sk")).await?;
    spoil(&conn, change).await?;
    Ok(closed(&conn, &ring("a"), server, "google").await)
}

async fn spoil(conn: &AsyncPgConnection, change: &str) -> Result<()> {
    execute(
        conn,
        &format!("UPDATE encrypted_api_keys SET encrypted_key = {change}"),
    )
    .await
}

#[tokio::test]
async fn a_truncated_key_is_told() -> Result<()> {
    for length in [0, 1, 39, 40, 57] {
        let change = format!("substr(encrypted_key, 1, {length})");
        assert_eq!(spoiled(&change).await?, SecretError::Truncated, "{length}");
    }
    Ok(())
}

#[tokio::test]
async fn an_altered_key_is_told() -> Result<()> {
    for place in [4, 12, 20, 24, 36, 40, 41, 57] {
        let change =
            format!("set_byte(encrypted_key, {place}, get_byte(encrypted_key, {place}) # 1)");
        assert_eq!(spoiled(&change).await?, SecretError::Altered, "{place}");
    }
    assert_eq!(spoiled("encrypted_key || 'x'").await?, SecretError::Altered);
    Ok(())
}

#[tokio::test]
async fn something_else_is_an_unknown_format() -> Result<()> {
    for change in [
        "'sk-plain'",
        "'-----BEGIN PGP MESSAGE-----'",
        r"'\x544453ff'",
    ] {
        assert_eq!(
            spoiled(change).await?,
            SecretError::UnknownFormat,
            "{change}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_key_pasted_into_another_row_does_not_open() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    let other = add_server(&conn, 2).await?.server_id;
    let ring = ring("a");
    api_keys::store(&conn, &ring, server, "google", &key("sk-mine")).await?;
    for (server, provider) in [(server, "novelai"), (other, "google")] {
        api_keys::store(&conn, &ring, server, provider, &key("sk-theirs")).await?;
        spoil(
            &conn,
            "(SELECT encrypted_key FROM encrypted_api_keys ORDER BY api_key_id LIMIT 1)",
        )
        .await?;
        assert_eq!(
            closed(&conn, &ring, server, provider).await,
            SecretError::Moved
        );
    }
    assert_eq!(revealed(&conn, &ring, server, "google").await?, "sk-mine");
    Ok(())
}

#[tokio::test]
async fn a_wrong_secret_is_told() -> Result<()> {
    let (_database, conn, server) = one_server().await?;
    api_keys::store(&conn, &ring("a"), server, "google", &key("sk")).await?;
    let error = closed(&conn, &ring("b"), server, "google").await;
    assert_eq!(error, SecretError::WrongSecret);
    let short = KeyRing::new(CryptoSecret::new("a"));
    let error = api_keys::reveal(&conn, &short, server, "google")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    Ok(())
}
