//! TLS: what each mode accepts and refuses.

use std::path::PathBuf;
use std::time::Duration;

use glowplug::dialect::postgres::connect;
use glowplug::error::{Class, ServerError};
use glowplug::model::Address;
use glowplug::session::{Limits, Session, TransactionKind};
use glowplug_local::{Settings, TestDatabase, TestServer};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;
use tokio::time::sleep;

use super::support::{number, rows};

/// A server with a certificate for `localhost`, and the authority that signed it.
struct Encrypted {
    server: TestServer,
    database: TestDatabase,
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
        let settings = Settings::default().tls(certificate, key);
        let (server, database) = start(settings).await;
        Self {
            server,
            database,
            folder,
        }
    }

    async fn connect(&self, host: &str, options: &str) -> Result<Box<dyn Session>, ServerError> {
        let folder = self.folder.path().display().to_string();
        let options = options.replace("FOLDER", &folder);
        let url = tcp_url(&self.server, &self.database).replace("127.0.0.1", host);
        connect(&Address::parse(&format!("{url}?{options}")).unwrap()).await
    }
}

async fn start(settings: Settings) -> (TestServer, TestDatabase) {
    let starting = tokio::task::spawn_blocking(move || {
        let server = TestServer::start(settings).unwrap();
        let database = server.database().unwrap();
        (server, database)
    });
    starting.await.unwrap()
}

fn tcp_url(server: &TestServer, database: &TestDatabase) -> String {
    let cluster = server.cluster().unwrap();
    cluster.tcp_url(database.name()).unwrap().unwrap()
}

async fn is_encrypted(session: &mut dyn Session) -> bool {
    let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    rows(session, sql).await[0][0].as_bool().unwrap()
}

/// Host, options, and whether the session is encrypted, or refused.
const MODES: [(&str, &str, Result<bool, ()>); 12] = [
    ("127.0.0.1", "sslmode=disable", Ok(false)),
    ("127.0.0.1", "sslmode=prefer", Ok(true)),
    ("127.0.0.1", "", Ok(true)),
    ("127.0.0.1", "sslmode=require", Ok(true)),
    (
        "127.0.0.1",
        "sslmode=require&sslrootcert=FOLDER/root.pem",
        Ok(true),
    ),
    (
        "127.0.0.1",
        "sslmode=require&sslrootcert=FOLDER/other.pem",
        Err(()),
    ),
    (
        "127.0.0.1",
        "sslmode=verify-ca&sslrootcert=FOLDER/root.pem",
        Ok(true),
    ),
    (
        "127.0.0.1",
        "sslmode=verify-ca&sslrootcert=FOLDER/other.pem",
        Err(()),
    ),
    ("127.0.0.1", "sslmode=verify-ca", Err(())),
    (
        "127.0.0.1",
        "sslmode=verify-full&sslrootcert=FOLDER/root.pem",
        Err(()),
    ),
    (
        "localhost",
        "sslmode=verify-full&sslrootcert=FOLDER/root.pem",
        Ok(true),
    ),
    (
        "localhost",
        "sslmode=verify-full&sslrootcert=FOLDER/none.pem",
        Err(()),
    ),
];

#[tokio::test]
async fn each_mode_checks_what_it_says() {
    let server = Encrypted::start().await;
    for (host, options, expected) in MODES {
        let opened = server.connect(host, options).await;
        match (opened, expected) {
            (Ok(mut session), Ok(encrypted)) => {
                assert_eq!(is_encrypted(&mut *session).await, encrypted, "{options}");
            }
            (Err(error), Err(())) => assert_eq!(error.class, Class::Tls, "{options}: {error}"),
            (Ok(_), Err(())) => panic!("{host} {options} lets us in"),
            (Err(error), Ok(_)) => panic!("{host} {options}: {error:?}"),
        }
    }
}

#[tokio::test]
async fn a_statement_is_cancelled_early_through_tls() {
    let server = Encrypted::start().await;
    let options = "sslmode=verify-full&sslrootcert=FOLDER/root.pem";
    let mut reader = server.connect("localhost", options).await.unwrap();
    reader.run("CREATE TABLE a ()").await.unwrap();
    reader.begin(TransactionKind::Plain).await.unwrap();
    reader.run("SELECT * FROM a").await.unwrap();
    let mut innocent = server.connect("localhost", options).await.unwrap();
    let mut migrating = server.connect("localhost", options).await.unwrap();
    let limits = Limits {
        lock_timeout: Some(Duration::from_secs(8)),
        ..Limits::default()
    };
    migrating.reset_session(&limits).await.unwrap();
    let (altered, ()) = tokio::join!(migrating.run("ALTER TABLE a ADD b int"), async {
        sleep(Duration::from_millis(200)).await;
        assert_eq!(number(&mut *innocent, "SELECT count(*) FROM a").await, 0);
    });
    let error = altered.unwrap_err();
    assert_eq!(error.class, Class::LockTimeout);
    assert_eq!(error.code.as_deref(), Some("57014"), "not by the timeout");
}

#[tokio::test]
async fn what_the_server_says_at_the_door_is_told_apart() {
    let few = Settings::default()
        .tcp()
        .set("max_connections", "4")
        .set("superuser_reserved_connections", "0");
    let (server, database) = start(few).await;
    let url = tcp_url(&server, &database);
    let class = async |url: &str| match connect(&Address::parse(url).unwrap()).await {
        Ok(_) => panic!("lets us in"),
        Err(error) => {
            assert!(!error.message.contains("hush"), "{error:?}");
            error.class
        }
    };
    let (user, _) = url.rsplit_once('@').unwrap();
    let wrong = url.replace(user, "postgres://postgres:hush");
    assert_eq!(class(&wrong).await, Class::Authentication);
    let without = url.replace(user, "postgres://postgres");
    assert_eq!(class(&without).await, Class::Authentication);
    assert_eq!(class(&format!("{url}?sslmode=require")).await, Class::Tls);
    let mut sessions = Vec::new();
    let full = loop {
        match connect(&Address::parse(&url).unwrap()).await {
            Ok(session) => sessions.push(session),
            Err(error) => break error,
        }
    };
    assert_eq!(full.class, Class::TooManyConnections, "{full:?}");
}
