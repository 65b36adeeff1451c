//! The lock of the one runner.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use glowplug::error::Holder;
use glowplug::model::Address;
use glowplug::session::{LockAttempt, Session};

use crate::support::TempSqlite;

fn lock_file(database: &TempSqlite) -> PathBuf {
    let mut name = database.path().as_os_str().to_owned();
    name.push("-glowplug.lock");
    name.into()
}

async fn holder(session: &mut dyn Session) -> Holder {
    match session.try_lock().await.unwrap() {
        LockAttempt::HeldBy(holder) => holder,
        LockAttempt::Taken => panic!("nobody holds it"),
    }
}

async fn takes(session: &mut dyn Session) -> bool {
    session.try_lock().await.unwrap() == LockAttempt::Taken
}

#[tokio::test]
async fn one_session_holds_it_and_the_other_learns_who() {
    let database = TempSqlite::new();
    let (mut first, mut second) = (database.session().await, database.session().await);
    assert!(takes(&mut *first).await);
    assert!(takes(&mut *first).await);
    let holder = holder(&mut *second).await;
    assert_eq!(holder.session, Some(i64::from(std::process::id())));
    assert!(holder.name.unwrap().contains('@'));
    assert!(holder.since.unwrap().as_secs() < 60);
    first.unlock().await.unwrap();
    first.unlock().await.unwrap();
    assert!(!lock_file(&database).exists());
    assert!(takes(&mut *second).await);
    drop(second);
    assert!(!lock_file(&database).exists());
}

#[tokio::test]
async fn giving_back_what_another_session_holds_does_nothing() {
    let database = TempSqlite::new();
    let (mut first, mut second) = (database.session().await, database.session().await);
    assert!(takes(&mut *first).await);
    second.unlock().await.unwrap();
    assert!(!takes(&mut *second).await);
}

#[cfg(unix)]
#[tokio::test]
async fn two_spellings_of_one_file_share_the_lock() {
    let database = TempSqlite::named("größe 1.db");
    let mut first = database.session().await;
    assert!(takes(&mut *first).await);
    let link = database.folder().join("link.db");
    std::os::unix::fs::symlink(database.path(), &link).unwrap();
    let folder = database.folder().display();
    for text in [
        format!("{folder}/link.db"),
        format!(
            "{folder}/../{}/größe 1.db",
            database.folder().file_name().unwrap().display()
        ),
        format!("file:{folder}/größe%201.db"),
        format!("sqlite://{folder}/link.db?mode=rw"),
    ] {
        let address = Address::parse(&text).unwrap();
        let mut second = glowplug::dialect::connect(&address).await.unwrap();
        assert!(!takes(&mut *second).await, "{text}");
    }
}

#[tokio::test]
async fn databases_in_memory_need_none() {
    let address = Address::parse(":memory:").unwrap();
    let mut session = glowplug::dialect::connect(&address).await.unwrap();
    assert!(takes(&mut *session).await);
    session.unlock().await.unwrap();
}

#[tokio::test]
async fn a_stale_file_is_taken_over() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    std::fs::write(
        lock_file(&database),
        "1\nsomebody\nelsewhere\nlong ago\nand more than fits",
    )
    .unwrap();
    assert!(takes(&mut *session).await);
    let text = std::fs::read_to_string(lock_file(&database)).unwrap();
    assert_eq!(
        text.lines().next(),
        Some(std::process::id().to_string().as_str())
    );
    assert_eq!(text.lines().count(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_sessions_never_hold_it_at_once() {
    let database = TempSqlite::new();
    let holding = Arc::new(AtomicUsize::new(0));
    let mut all = Vec::new();
    for _ in 0..6 {
        let mut session = database.session().await;
        let holding = Arc::clone(&holding);
        all.push(tokio::spawn(async move {
            let mut taken = 0;
            while taken < 50 {
                if takes(&mut *session).await {
                    assert_eq!(holding.fetch_add(1, Ordering::SeqCst), 0);
                    tokio::task::yield_now().await;
                    holding.fetch_sub(1, Ordering::SeqCst);
                    session.unlock().await.unwrap();
                    taken += 1;
                }
            }
        }));
    }
    for one in all {
        one.await.unwrap();
    }
}

#[tokio::test]
#[ignore = "this is what the other process of the next test does"]
async fn hold_the_lock_for_another_process() {
    let path = std::env::var("HOLD_LOCK_OF").unwrap();
    let address = Address::parse(&path).unwrap();
    let mut session = glowplug::dialect::connect(&address).await.unwrap();
    assert!(takes(&mut *session).await);
    std::io::stderr().write_all(b"held\n").unwrap();
    std::future::pending::<()>().await;
}

fn other_process(database: &TempSqlite) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "sqlite::locking::hold_the_lock_for_another_process",
            "--nocapture",
        ])
        .env("HOLD_LOCK_OF", database.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut answers = BufReader::new(child.stderr.take().unwrap());
    answers.read_line(&mut line).unwrap();
    assert_eq!(line, "held\n");
    child
}

#[tokio::test]
async fn another_process_keeps_us_out_until_it_is_killed() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let mut other = other_process(&database);
    let seen = holder(&mut *session).await;
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(seen.session, Some(i64::from(other.id())));
    assert!(lock_file(&database).exists());
    assert!(takes(&mut *session).await);
}

#[tokio::test]
async fn a_lock_that_cannot_be_written_is_refused() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    std::fs::create_dir(lock_file(&database)).unwrap();
    let error = session.try_lock().await.unwrap_err();
    assert!(error.message.starts_with("cannot lock"), "{error}");
    assert!(error.hint.unwrap().contains("writable"));
}
