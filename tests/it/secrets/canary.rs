//! Canaries: with every setting that logs statements, no secret and no key shows in the log.

use std::fmt::Debug;
use std::io;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use diesel_async::AsyncPgConnection;
use glowplug_local::{Settings as Lines, TestDatabase, TestServer};
use tomori_db::api_keys;
use tomori_db::id::ServerId;
use tomori_db::pool::{self, Settings};
use tomori_db::secret::{ApiKey, CryptoSecret, KeyFormat, KeyRing};
use tracing::Dispatch;
use tracing::dispatcher::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::harness::{add_server, execute};

const OLD_SECRET: &str = "canary-secret-old-Wq7rTz3KpLx9Vb2N";
const NEW_SECRET: &str = "canary-secret-new-Jd5sHn8MfYc4Rg6Q";
const FIRST_KEY: &str = "sk-canary-first-Ua1oEi5b";
const SECOND_KEY: &str = "sk-canary-second-Zx7vCk3m";
const CANARIES: [&str; 4] = [OLD_SECRET, NEW_SECRET, FIRST_KEY, SECOND_KEY];

/// A server that logs all it can.
fn talkative() -> Result<TestServer> {
    let lines = [
        ("log_statement", "all"),
        ("log_min_duration_statement", "0"),
        ("log_min_duration_sample", "0"),
        ("log_statement_sample_rate", "1"),
        ("log_transaction_sample_rate", "1"),
        ("log_duration", "on"),
        ("log_parameter_max_length", "-1"),
        ("log_parameter_max_length_on_error", "-1"),
        ("log_error_verbosity", "verbose"),
        ("log_min_messages", "debug5"),
        ("log_min_error_statement", "debug5"),
        ("debug_print_parse", "on"),
        ("debug_print_rewritten", "on"),
        ("debug_print_plan", "on"),
        ("log_lock_waits", "on"),
        ("shared_preload_libraries", "auto_explain"),
        ("auto_explain.log_min_duration", "0"),
        ("auto_explain.log_analyze", "on"),
        ("auto_explain.log_verbose", "on"),
        ("auto_explain.log_nested_statements", "on"),
    ];
    let settings = lines
        .iter()
        .fold(Lines::default(), |settings, (name, value)| {
            settings.set(*name, *value)
        });
    Ok(TestServer::start(settings)?)
}

/// All that was written through `tracing`.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// A subscriber that writes all that it is told.
fn listening(writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) -> Dispatch {
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(writer)
        .finish();
    Dispatch::new(subscriber)
}

/// A text as a log may show it: itself, in hex, or as numbers (a plan's constant, a `Vec<u8>`).
fn disguises(canary: &str) -> [String; 4] {
    let bytes = canary.bytes();
    let numbers: Vec<String> = bytes.clone().map(|byte| byte.to_string()).collect();
    [
        canary.to_owned(),
        bytes.map(|byte| format!("{byte:02x}")).collect(),
        numbers.join(" "),
        numbers.join(", "),
    ]
}

/// The canaries that show in a text.
fn found(text: &str) -> Vec<&'static str> {
    let text_lower = text.to_lowercase();
    CANARIES
        .into_iter()
        .filter(|canary| {
            disguises(canary)
                .iter()
                .any(|disguise| text_lower.contains(&disguise.to_lowercase()))
        })
        .collect()
}

struct Stage {
    server: TestServer,
    database: TestDatabase,
    traced: Captured,
    /// Debug output, errors and their sources.
    shown: String,
    old: KeyRing,
    both: KeyRing,
}

impl Stage {
    async fn open() -> Result<(Self, AsyncPgConnection, ServerId)> {
        let server = talkative()?;
        let database = server.database()?;
        let settings = Settings::from_url(database.url())?;
        pool::migrate(&settings).await?;
        let conn = pool::connect(&settings).await?;
        let row = add_server(&conn, 1).await?;
        let stage = Self {
            server,
            database,
            traced: Captured::default(),
            shown: String::new(),
            old: KeyRing::new(CryptoSecret::new(OLD_SECRET)),
            both: KeyRing::new(CryptoSecret::new(NEW_SECRET))
                .and_older(CryptoSecret::new(OLD_SECRET)),
        };
        Ok((stage, conn, row.server_id))
    }

    /// Writes all that is told through `tracing`, on this thread, until the guard is dropped.
    fn trace(&self) -> DefaultGuard {
        /// As long as there is one subscriber only, `tracing` asks the thread that meets a place
        /// first, and keeps its "no" for all others.
        static SECOND: LazyLock<Dispatch> = LazyLock::new(|| listening(io::sink));
        LazyLock::force(&SECOND);
        tracing::dispatcher::set_default(&listening(self.traced.clone()))
    }

    fn show(&mut self, value: &impl Debug) {
        self.shown += &format!("{value:?}\n{value:#?}\n");
    }

    /// The same for something that must fail, with all its sources.
    fn show_error<T: Debug>(&mut self, result: tomori_db::Result<T>) -> Result<()> {
        let error = anyhow::Error::from(result.err().context("it did not fail")?);
        self.shown += &format!("{error} {error:#} {error:?} {error:#?}\n");
        Ok(())
    }

    fn log(&self) -> Result<String> {
        let cluster = self.server.cluster().context("not a temporary server")?;
        Ok(cluster.read_log()?)
    }

    fn traced(&self) -> String {
        String::from_utf8_lossy(&self.traced.bytes()).into_owned()
    }
}

#[tokio::test]
async fn the_sealed_format_shows_nothing_anywhere() -> Result<()> {
    let (mut stage, mut conn, server) = Stage::open().await?;
    let guard = stage.trace();
    let (old, both) = (stage.old.clone(), stage.both.clone());
    let (first, second) = (ApiKey::new(FIRST_KEY)?, ApiKey::new(SECOND_KEY)?);
    stage.show(&(&old, &both, &first, CryptoSecret::new(NEW_SECRET)));

    stage.show(&api_keys::store(&conn, &old, server, "google", &first).await?);
    stage.show(&api_keys::store(&conn, &old, server, "novelai", &second).await?);
    stage.show(&api_keys::reveal(&conn, &old, server, "google").await?);
    api_keys::rotate(&mut conn, &both, KeyFormat::Sealed).await?;
    stage.show(&api_keys::list_providers(&conn, server).await?);
    let revealed = api_keys::reveal(&conn, &both, server, "novelai").await?;
    assert_eq!(revealed.expose(), SECOND_KEY);

    let nobody = ServerId::new(-1);
    stage.show_error(api_keys::store(&conn, &old, nobody, "google", &first).await)?;
    stage.show_error(api_keys::reveal(&conn, &old, server, "google").await)?;
    stage.show_error(api_keys::rotate(&mut conn, &old, KeyFormat::Sealed).await)?;
    api_keys::delete(&conn, server, "google").await?;
    drop((guard, conn));

    let log = stage.log()?;
    assert!(
        log.contains(r#"INSERT INTO "encrypted_api_keys""#),
        "nothing was logged"
    );
    assert!(
        log.contains("Query Text: UPDATE encrypted_api_keys"),
        "auto_explain is off"
    );
    assert!(
        log.contains("violates foreign key constraint"),
        "errors are not logged"
    );
    assert_eq!(found(&log), [""; 0], "in the server's log");
    let traced = stage.traced();
    assert!(traced.contains("encrypted_api_keys"), "nothing was traced");
    assert_eq!(found(&traced), [""; 0], "in our log");
    assert_eq!(found(&stage.shown), [""; 0], "{}", stage.shown);
    Ok(())
}

/// And the control of the test above: what the server is sent, this log shows.
#[tokio::test]
async fn the_pgcrypto_format_shows_in_the_servers_log_and_nowhere_else() -> Result<()> {
    let (mut stage, mut conn, server) = Stage::open().await?;
    let guard = stage.trace();
    let (old, both) = (stage.old.clone(), stage.both.clone());
    let first = ApiKey::new(FIRST_KEY)?;
    assert_eq!(found(&stage.log()?), [""; 0]);

    stage.show(&api_keys::store_pgcrypto(&conn, &old, server, "google", &first).await?);
    assert_eq!(found(&stage.log()?), [OLD_SECRET, FIRST_KEY]);
    stage.show(&api_keys::reveal(&conn, &old, server, "google").await?);
    api_keys::encrypt_pgcrypto(&conn, &old, &first).await?;
    api_keys::rotate(&mut conn, &both, KeyFormat::Pgcrypto).await?;
    assert_eq!(found(&stage.log()?), [OLD_SECRET, NEW_SECRET, FIRST_KEY]);
    stage.show(&api_keys::list_providers(&conn, server).await?);

    let nobody = ServerId::new(-1);
    stage.show_error(api_keys::store_pgcrypto(&conn, &old, nobody, "google", &first).await)?;
    stage.show_error(api_keys::reveal(&conn, &old, server, "google").await)?;
    stage.show_error(api_keys::rotate(&mut conn, &old, KeyFormat::Pgcrypto).await)?;
    let never = "ALTER TABLE encrypted_api_keys ADD CHECK (encrypted_key = '') NOT VALID";
    execute(&conn, never).await?;
    stage.show_error(api_keys::store_pgcrypto(&conn, &old, server, "google", &first).await)?;
    drop((guard, conn));

    let traced = stage.traced();
    assert!(traced.contains("pgp_sym_encrypt"), "nothing was traced");
    assert_eq!(found(&traced), [""; 0], "in our log");
    assert_eq!(found(&stage.shown), [""; 0], "{}", stage.shown);
    drop(stage.database);
    Ok(())
}

/// What the documentation warns of: the plan holds the bound values.
#[tokio::test]
async fn auto_explain_shows_bound_values_even_when_parameters_are_not_logged() -> Result<()> {
    let settings = Lines::default()
        .set("log_parameter_max_length", "0")
        .set("log_parameter_max_length_on_error", "0")
        .set("log_statement", "all")
        .set("log_min_duration_statement", "0")
        .set("shared_preload_libraries", "auto_explain")
        .set("auto_explain.log_verbose", "on");
    let server = TestServer::start(settings)?;
    let database = server.database()?;
    let settings = Settings::from_url(database.url())?;
    pool::migrate(&settings).await?;
    let conn = pool::connect(&settings).await?;
    let key = ApiKey::new(FIRST_KEY)?;
    let ring = KeyRing::new(CryptoSecret::new(OLD_SECRET));
    let row = add_server(&conn, 1).await?.server_id;
    let cluster = server.cluster().context("not a temporary server")?;

    api_keys::store_pgcrypto(&conn, &ring, row, "google", &key).await?;
    assert_eq!(found(&cluster.read_log()?), [""; 0]);
    execute(&conn, "SET auto_explain.log_min_duration = 0").await?;
    api_keys::store_pgcrypto(&conn, &ring, row, "google", &key).await?;
    assert_eq!(found(&cluster.read_log()?), [OLD_SECRET, FIRST_KEY]);
    Ok(())
}
