//! A drill: many tasks on a small pool while the server goes silent, restarts, becomes read-only,
//! ends its sessions and changes a column. No call takes longer than its limits, no committed
//! write is lost, none that failed took effect, and two seconds after each trouble all is well.
//!
//! `TOMORI_DRILL=1` runs it for half a minute, with six seconds of silence.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use commonrail::{Attempts, Error, Pool};
use diesel::{ExpressionMethods as _, QueryDsl as _};
use diesel_async::AsyncPgConnection;
use tokio::time::sleep;

use crate::support::pool::{Settings, open};
use crate::support::sql::run;
use crate::support::{Line, Proxy, Server, proxy, server};

diesel::table! {
    drill (id) {
        id -> BigInt,
        word -> Text,
    }
}

const TASKS: usize = 200;
const CHECKOUT: Duration = Duration::from_secs(3);
const STATEMENT: Duration = Duration::from_secs(2);
const RESPONSE: Duration = Duration::from_millis(2_500);
/// What a call may take beyond its limits on a machine that is busy.
const SLACK: Duration = Duration::from_secs(1);
/// How soon all is well again.
const HEALED: Duration = Duration::from_secs(2);

/// One call: what it was, when, and how it ended.
struct Call {
    id: Option<i64>,
    began: Instant,
    ended: Instant,
    result: Result<(), Error>,
}

/// When a trouble began and ended.
struct Trouble {
    what: &'static str,
    began: Instant,
    ended: Instant,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn troubles_of_the_server_are_told_rightly_and_pass() {
    let is_long = std::env::var_os("TOMORI_DRILL").is_some();
    let server = server(glowplug_local::Settings::default().set("synchronous_commit", "on")).await;
    let database = server.database();
    let admin = database.settings();
    run(
        &commonrail::connect(&admin).await.unwrap(),
        "CREATE TABLE drill (id bigint PRIMARY KEY, word text NOT NULL)",
    )
    .await
    .unwrap();
    let proxy = proxy(&database).await;
    let pool = open(settings(&proxy)).await.unwrap();
    let ends = Arc::new(AtomicBool::new(false));
    let ids = Arc::new(AtomicI64::new(0));
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| tokio::spawn(work(pool.clone(), Arc::clone(&ids), Arc::clone(&ends))))
        .collect();
    let troubles = trouble(&server, &proxy, &admin, is_long).await;
    ends.store(true, SeqCst);
    let mut calls = Vec::new();
    for task in tasks {
        calls.extend(task.await.unwrap());
    }
    look_at_limits(&calls);
    look_at_healing(&calls, &troubles);
    look_at_kinds(&calls, &troubles);
    look_at_rows(&calls, &commonrail::connect(&admin).await.unwrap()).await;
    assert_eq!(pool.state().in_use, 0);
}

fn settings(proxy: &Proxy) -> Settings {
    let mut settings = Settings::from_url(&proxy.url()).unwrap();
    settings.max_size = 8;
    settings.checkout_timeout = CHECKOUT;
    settings.statement_timeout = Some(STATEMENT);
    settings.response_timeout = Some(RESPONSE);
    settings
}

/// Calls until told to end: a write by itself, a write in a transaction, a read.
async fn work(pool: Pool, ids: Arc<AtomicI64>, ends: Arc<AtomicBool>) -> Vec<Call> {
    let mut calls = Vec::new();
    while !ends.load(SeqCst) {
        let number = ids.fetch_add(1, SeqCst);
        let began = Instant::now();
        let (id, result) = match number % 3 {
            0 => (Some(number), insert_alone(&pool, number).await),
            1 => (Some(number), insert_in_transaction(&pool, number).await),
            _ => (None, read(&pool, number - 2).await),
        };
        calls.push(Call {
            id,
            began,
            ended: Instant::now(),
            result,
        });
        sleep(Duration::from_millis(250)).await;
    }
    calls
}

async fn insert(mut conn: &AsyncPgConnection, id: i64) -> Result<(), Error> {
    let values = (drill::id.eq(id), drill::word.eq("word"));
    let inserted = diesel::insert_into(drill::table).values(values);
    let inserted = diesel_async::RunQueryDsl::execute(inserted, &mut conn);
    Ok(inserted.await.map(|_| ())?)
}

async fn insert_alone(pool: &Pool, id: i64) -> Result<(), Error> {
    insert(&*pool.get().await?, id).await
}

async fn insert_in_transaction(pool: &Pool, id: i64) -> Result<(), Error> {
    let work = async |conn: &mut AsyncPgConnection| insert(conn, id).await;
    pool.retry::<_, Error, _>(Attempts::default(), work).await
}

async fn read(pool: &Pool, id: i64) -> Result<(), Error> {
    let conn = pool.get().await?;
    let words = drill::table.filter(drill::id.eq(id)).select(drill::word);
    let _: Vec<String> = diesel_async::RunQueryDsl::load(words, &mut &*conn).await?;
    Ok(())
}

async fn trouble(server: &Server, proxy: &Proxy, admin: &Settings, is_long: bool) -> Vec<Trouble> {
    let pause = HEALED + Duration::from_millis(if is_long { 2_500 } else { 1_200 });
    let mut troubles = Vec::new();
    sleep(Duration::from_secs(1)).await;
    for what in ["silent", "restarted", "read-only", "terminated", "changed"] {
        let began = Instant::now();
        match what {
            "silent" => {
                proxy.set(Line::Lost);
                sleep(Duration::from_millis(if is_long { 6_000 } else { 3_000 })).await;
                proxy.set(Line::Open);
            }
            "restarted" => restart(server).await,
            "read-only" => {
                set_read_only(admin, "on").await;
                sleep(Duration::from_millis(if is_long { 3_000 } else { 1_000 })).await;
                set_read_only(admin, "off").await;
            }
            "terminated" => {
                let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                              WHERE datname = current_database() AND pid <> pg_backend_pid()";
                by_admin(admin, others).await;
            }
            _ => {
                for kind in ["varchar(20)", "text", "varchar(30)"] {
                    by_admin(admin, &format!("ALTER TABLE drill ALTER word TYPE {kind}")).await;
                    sleep(Duration::from_millis(100)).await;
                }
            }
        }
        troubles.push(Trouble {
            what,
            began,
            ended: Instant::now(),
        });
        sleep(pause).await;
    }
    troubles
}

async fn by_admin(admin: &Settings, sql: &str) {
    let conn = commonrail::connect(admin).await.unwrap();
    run(&conn, sql).await.unwrap();
}

async fn set_read_only(admin: &Settings, value: &str) {
    let sql = format!("ALTER SYSTEM SET default_transaction_read_only = {value}");
    by_admin(admin, &sql).await;
    by_admin(admin, "SELECT pg_reload_conf()").await;
    sleep(Duration::from_millis(50)).await;
}

async fn restart(server: &Server) {
    let server = server.clone();
    let restarted = tokio::task::spawn_blocking(move || {
        server.cluster().stop_immediate()?;
        // Longer than a caller waits, so that some are told.
        std::thread::sleep(CHECKOUT + Duration::from_millis(500));
        server.cluster().start()
    });
    restarted.await.unwrap().unwrap();
}

fn look_at_limits(calls: &[Call]) {
    assert!(calls.len() > 1_000, "{} calls were made", calls.len());
    let limit = CHECKOUT + RESPONSE + SLACK;
    for call in calls {
        let took = call.ended - call.began;
        assert!(took < limit, "{took:?}: {:?}", call.result);
    }
}

/// What begins later than [`HEALED`] after a trouble and ends before the next one succeeds.
fn look_at_healing(calls: &[Call], troubles: &[Trouble]) {
    for (index, trouble) in troubles.iter().enumerate() {
        let next = troubles.get(index + 1).map(|next| next.began);
        let quiet = calls.iter().filter(|call| {
            call.began > trouble.ended + HEALED && next.is_none_or(|next| call.ended < next)
        });
        let mut count = 0;
        for call in quiet {
            count += 1;
            assert!(
                call.result.is_ok(),
                "after {}: {:?}",
                trouble.what,
                call.result
            );
        }
        assert!(count > 0, "no call after {}", trouble.what);
    }
}

/// Every error says what to do next; only a lost answer leaves the outcome open.
fn look_at_kinds(calls: &[Call], troubles: &[Trouble]) {
    let mut kinds: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for call in calls {
        let Err(error) = &call.result else {
            continue;
        };
        assert!(
            error.is_transient() || error.is_outcome_unknown(),
            "{error:?}"
        );
        let during = troubles.iter().rfind(|trouble| trouble.began <= call.ended);
        let during = during.map_or("before", |trouble| trouble.what);
        *kinds.entry((during, error.to_string())).or_default() += 1;
    }
    let has = |what: &str, words: &str| {
        let found = kinds
            .keys()
            .any(|(during, text)| *during == what && text.contains(words));
        assert!(found, "no error with `{words}` while {what}: {kinds:#?}");
    };
    has("silent", "`response_timeout`");
    has("restarted", "unavailable");
    has("read-only", "read-only");
    let changed = kinds.keys().find(|(during, _)| *during == "changed");
    assert_eq!(changed, None, "statements are prepared again unnoticed");
}

/// What was acknowledged is there, and what failed for certain is not.
async fn look_at_rows(calls: &[Call], mut conn: &AsyncPgConnection) {
    let stored = diesel_async::RunQueryDsl::load(drill::table.select(drill::id), &mut conn);
    let stored: Vec<i64> = stored.await.unwrap();
    let stored: HashSet<i64> = stored.into_iter().collect();
    for call in calls {
        let Some(id) = call.id else {
            continue;
        };
        match &call.result {
            Ok(()) => assert!(stored.contains(&id), "write {id} was lost"),
            Err(error) if error.is_outcome_unknown() => {}
            Err(error) => assert!(!stored.contains(&id), "write {id} took effect: {error:?}"),
        }
    }
}
