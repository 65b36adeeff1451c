//! Tracing: a span for every call, the SQL at trace level, and never a secret, a bound value or a
//! memory's text.

use std::io;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use tomori_db::memories::{MemoryContent, NewMemory, PersonalSearch, personal};
use tomori_db::page::PageRequest;
use tomori_db::secret::{ApiKey, CryptoSecret, KeyRing};
use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::calls::{World, calls, run_and_roll_back};
use crate::harness::{guild, start, user};

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap());
        String::from_utf8(bytes).unwrap()
    }

    fn subscriber(&self) -> impl tracing::Subscriber + Send + Sync + use<> {
        let log = self.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(move || log.clone())
            .finish()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What works without rows.
const ROWLESS: [&str; 4] = [
    "pool::ping",
    "pool::info",
    "flows::create_test_data",
    "flows::delete_test_data",
];

#[tokio::test]
async fn every_call_tells_its_table_rows_and_sql_but_no_value() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let world = World::new(&conn).await?;
    let log = Log::default();
    for call in calls() {
        run_and_roll_back(&mut conn, &world, call.run)
            .with_subscriber(log.subscriber())
            .await
            .context(call.name)?;
        let logged = log.take();
        assert!(!logged.contains("canary"), "{}: {logged}", call.name);
        assert!(
            logged.contains("TRACE") && logged.contains("commonrail::sql"),
            "{logged}"
        );
        if ROWLESS.contains(&call.name) {
            continue;
        }
        let module = call.name.rsplit_once("::").context("a path")?.1;
        let module = module.split(' ').next().unwrap_or(module);
        let span = logged
            .lines()
            .find(|line| line.contains("close") && line.contains(&format!("{module}{{table=")));
        let span = span.with_context(|| format!("no span of `{}` in {logged}", call.name))?;
        assert!(span.contains("rows="), "{span}");
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_statement_tells_no_value_either() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let world = World::new(&conn).await?;
    let log = Log::default();
    let work = async {
        let memory = NewMemory::general("canary")?;
        let missing = personal::insert(&conn, user(9), guild(1), &memory)
            .await
            .unwrap_err();
        crate::harness::execute(
            &conn,
            "ALTER TABLE personal_memories ADD CHECK (memory_content <> 'canary')",
        )
        .await?;
        let refused = personal::insert(&conn, user(1), guild(1), &memory)
            .await
            .unwrap_err();
        let search = PersonalSearch::new("canary\0");
        let blank = personal::search(&conn, guild(1), &search, PageRequest::default()).await;
        let blank = blank.unwrap_err();
        let cast = cast(&conn, "canary").await.unwrap_err();
        let debug = format!("{cast:?}");
        let causes = format!("{debug} {:#}", anyhow::Error::new(cast));
        anyhow::Ok(format!(
            "{missing:?} {missing} {refused:?} {refused} {blank:?} {blank} {causes}"
        ))
    };
    let shown = work.with_subscriber(log.subscriber()).await?;
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("22P02"), "{shown}");
    assert!(
        shown.contains("personal_memories_memory_content_check1"),
        "{shown}"
    );
    let logged = log.take();
    let own = logged.lines().filter(|line| !line.contains("ADD CHECK"));
    assert!(!own.collect::<String>().contains("canary"), "{logged}");
    run_and_roll_back(&mut conn, &world, calls()[0].run).await?;
    Ok(())
}

/// An error of the kind that quotes the value.
async fn cast(mut conn: &AsyncPgConnection, text: &str) -> tomori_db::Result<()> {
    diesel::sql_query("SELECT ($1::text)::int")
        .bind::<diesel::sql_types::Text, _>(text)
        .execute(&mut conn)
        .await?;
    Ok(())
}

#[test]
fn debug_shows_no_secret_and_no_memory() -> Result<()> {
    let ring = KeyRing::new(CryptoSecret::new("canary ".repeat(8)));
    let key = ApiKey::new("canary")?;
    let memory = NewMemory::general("canary")?;
    let search = PersonalSearch::new("canary");
    let settings = tomori_db::pool::Settings::from_url("postgres://bot:canary@localhost/db")?;
    let content = MemoryContent::new("canary")?;
    let shown = format!("{ring:?} {key:?} {memory:?} {search:?} {settings:?} {content:?}");
    assert!(!shown.contains("canary"), "{shown}");
    Ok(())
}
