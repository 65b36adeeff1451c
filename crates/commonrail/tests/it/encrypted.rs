//! TLS: what each mode accepts and refuses.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use commonrail::{Error, SslMode, connect};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::support::pool::{Settings, open, ping};
use crate::support::sql::{run, text};
use crate::support::{Database, Server, server};

const ENCRYPTED: &str = "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())";

/// A server with a certificate for `localhost`, and the authority that signed it.
struct Encrypted {
    server: Server,
    database: Database,
    folder: TempDir,
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

impl Encrypted {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, pem: String| -> PathBuf {
            let file = folder.path().join(name);
            std::fs::write(&file, pem).unwrap();
            file
        };
        let issuer = authority("authority");
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        write("root.pem", issuer.pem());
        write("other.pem", authority("other").pem());
        let certificate = write("server.pem", certificate.pem());
        let key = write("key.pem", key.serialize_pem());
        let settings = glowplug_local::Settings::default().tls(certificate, key);
        let server = server(settings).await;
        let database = server.database();
        Self {
            server,
            database,
            folder,
        }
    }

    fn settings(&self, host: &str, mode: SslMode, root: Option<&str>) -> Settings {
        let url = self
            .server
            .tcp_url(&self.database)
            .replace("127.0.0.1", host);
        let mut settings = Settings::from_url(&url).unwrap();
        settings.ssl_mode = mode;
        settings.root_certificate = root.map(|name| self.file(name));
        settings
    }

    fn file(&self, name: &str) -> PathBuf {
        Path::new(self.folder.path()).join(name)
    }
}

/// Whether the session is encrypted, or why there is none.
async fn outcome(settings: &Settings) -> Result<String, String> {
    match connect(settings).await {
        Ok(conn) => Ok(text(&conn, ENCRYPTED).await),
        Err(error @ Error::Configuration(_)) => Err(error.to_string()),
        Err(error) => panic!("{error:?}"),
    }
}

type Case = (
    &'static str,
    SslMode,
    Option<&'static str>,
    Result<bool, &'static str>,
);

const ROOT: Option<&str> = Some("root.pem");
const OTHER: Option<&str> = Some("other.pem");
const UNTRUSTED: Result<bool, &str> = Err("no trusted authority");

#[rustfmt::skip]
const CASES: [Case; 12] = [
    ("127.0.0.1", SslMode::Disable, None, Ok(false)),
    ("127.0.0.1", SslMode::Prefer, None, Ok(true)),
    ("127.0.0.1", SslMode::Require, None, Ok(true)),
    ("127.0.0.1", SslMode::Require, OTHER, UNTRUSTED),
    ("127.0.0.1", SslMode::VerifyCa, ROOT, Ok(true)),
    ("127.0.0.1", SslMode::VerifyCa, OTHER, UNTRUSTED),
    ("127.0.0.1", SslMode::VerifyFull, ROOT, Err("another host name")),
    ("localhost", SslMode::VerifyFull, ROOT, Ok(true)),
    ("localhost", SslMode::VerifyFull, None, Err("no ")),
    ("localhost", SslMode::VerifyFull, OTHER, UNTRUSTED),
    ("localhost", SslMode::VerifyFull, Some("none.pem"), Err("cannot be read")),
    ("localhost", SslMode::VerifyFull, Some("key.pem"), Err("no root certificate")),
];

#[tokio::test]
async fn each_mode_checks_what_it_says() {
    let encrypted = Encrypted::start().await;
    for (host, mode, root, expected) in CASES {
        let found = outcome(&encrypted.settings(host, mode, root)).await;
        match (&found, expected) {
            (Ok(found), Ok(expected)) => {
                assert_eq!(*found, expected.to_string(), "{host} {mode:?}")
            }
            (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
            _ => panic!("{host} {mode:?} {root:?}: {found:?}"),
        }
    }
}

/// A server whose certificate is its own authority and has no alternative names, as PostgreSQL's
/// manual makes it; valid until the end of this year.
async fn self_signed(until: i32) -> Encrypted {
    let folder = tempfile::tempdir().unwrap();
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(DnType::CommonName, "localhost");
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(until, 12, 31);
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    let [certificate, root, key_file] =
        ["server.pem", "root.pem", "key.pem"].map(|name| folder.path().join(name));
    std::fs::write(&certificate, &pem).unwrap();
    std::fs::write(&root, &pem).unwrap();
    std::fs::write(&key_file, key.serialize_pem()).unwrap();
    let other = folder.path().join("other.pem");
    std::fs::write(other, authority("other").pem()).unwrap();
    let server = server(glowplug_local::Settings::default().tls(certificate, key_file)).await;
    let database = server.database();
    Encrypted {
        server,
        database,
        folder,
    }
}

#[tokio::test]
async fn a_servers_own_certificate_is_trusted_where_it_is_the_root() {
    let encrypted = self_signed(2_999).await;
    for (host, mode, root, expected) in [
        ("localhost", SslMode::VerifyFull, ROOT, Ok(true)),
        (
            "127.0.0.1",
            SslMode::VerifyFull,
            ROOT,
            Err("another host name"),
        ),
        ("127.0.0.1", SslMode::VerifyCa, ROOT, Ok(true)),
        ("127.0.0.1", SslMode::Require, ROOT, Ok(true)),
        ("localhost", SslMode::VerifyFull, OTHER, Err("authority")),
        ("localhost", SslMode::Require, OTHER, Err("authority")),
    ] {
        let found = outcome(&encrypted.settings(host, mode, root)).await;
        match (&found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(*found, expected.to_string(), "{host}"),
            (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
            _ => panic!("{host} {mode:?} {root:?}: {found:?}"),
        }
    }
}

#[tokio::test]
async fn an_expired_certificate_is_refused_also_where_it_is_the_root() {
    let encrypted = self_signed(2_021).await;
    for mode in [SslMode::VerifyFull, SslMode::VerifyCa] {
        let found = outcome(&encrypted.settings("localhost", mode, ROOT)).await;
        assert!(
            found.as_ref().is_err_and(|words| words.contains("expired")),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn an_address_without_name_cannot_be_verified_in_full() {
    let settings = Settings::from_url("hostaddr=127.0.0.1 user=u sslmode=verify-full").unwrap();
    let words = outcome(&settings).await.unwrap_err();
    assert!(words.contains("`host`"), "{words}");
}

#[tokio::test]
async fn an_encrypted_pool_hears_codes_and_cancels() {
    let encrypted = Encrypted::start().await;
    let url = encrypted
        .server
        .tcp_url(&encrypted.database)
        .replace("127.0.0.1", "localhost");
    let root = encrypted.file("root.pem");
    let url = format!(
        "{url}?sslmode=verify-full&channel_binding=require&sslrootcert={}",
        root.display()
    );
    let mut settings = Settings::from_url(&url).unwrap();
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    let conn = pool.get().await.unwrap();
    let error = Error::from(run(&conn, "SELECT 1 / 0").await.unwrap_err());
    assert_eq!(error.sqlstate().unwrap().code(), "22012");
    assert!(
        timeout(Duration::from_millis(50), run(&conn, "SELECT pg_sleep(10)"))
            .await
            .is_err()
    );
    let start = Instant::now();
    drop(conn);
    let conn = pool.get().await.unwrap();
    ping(&conn).await.unwrap();
    assert!(
        start.elapsed() < Duration::from_millis(300),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(text(&conn, ENCRYPTED).await, "true");
}

#[tokio::test]
async fn a_plain_server_is_good_enough_for_prefer_only() {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    let mut settings = Settings::from_url(&server.tcp_url(&database)).unwrap();
    assert_eq!(outcome(&settings).await.unwrap(), "false");
    for mode in [SslMode::Require, SslMode::VerifyCa, SslMode::VerifyFull] {
        settings.ssl_mode = mode;
        let found = outcome(&settings).await.unwrap_err();
        assert!(found.contains("does not offer TLS") || found.contains("no root certificate"));
    }
}

#[tokio::test]
async fn a_refused_handshake_sends_no_secret() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut request = [0; 8];
        client.read_exact(&mut request).await.unwrap();
        client.write_all(b"N").await.unwrap();
        let mut rest = Vec::new();
        client.read_to_end(&mut rest).await.unwrap();
        rest
    });
    let url = format!("postgres://u:hush@127.0.0.1:{port}/d?sslmode=require");
    assert!(outcome(&Settings::from_url(&url).unwrap()).await.is_err());
    assert!(heard.await.unwrap().is_empty());
}
