//! An `ALTER TABLE` waits behind a long reader, and other sessions wait behind the `ALTER TABLE`.
//!
//! With a reader that stays for a minute:
//!
//! ```sh
//! GLOWPLUG_READER_SECONDS=60 cargo test --release -p glowplug-cli --test it -- queue:: --nocapture
//! ```

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::support::place::{Observer, Place};
use crate::support::running::{Running, finish};
use crate::support::{Project, Ran, figure, rounds};

/// How many sessions go on with their work.
const SESSIONS: usize = 4;
/// How often each of them asks, whether the last answer has come or not.
const EVERY: Duration = Duration::from_millis(20);

fn project() -> Project {
    let project = Project::empty();
    project.migration(
        "1_create_orders",
        "CREATE TABLE orders (id int PRIMARY KEY, note text);\n\
         INSERT INTO orders SELECT g, 'x' FROM generate_series(1, 1000) g;",
        "DROP TABLE orders;",
    );
    project.migration(
        "2_alter_orders",
        "CREATE TABLE invoices (id int);\nALTER TABLE orders ADD total int;",
        "ALTER TABLE orders DROP total;\nDROP TABLE invoices;",
    );
    project
}

/// A place where the first migration is applied, and a session that reads and stays.
fn with_a_reader(project: &Project) -> (Place, Observer) {
    let place = Place::postgres();
    let ran = finish(project, &place.url(), &["up", "--steps", "1"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut reader = place.observer();
    reader.run("SET application_name = 'monthly report'");
    reader.run("BEGIN; SELECT count(*) FROM orders");
    (place, reader)
}

/// Asks at a fixed rate until it is stopped. Gives how long each answer took, counted from the
/// moment when the question was due.
fn work(url: &str, stopped: &AtomicBool) -> Vec<Duration> {
    let mut session = Observer::at(url);
    let start = Instant::now();
    let mut took = Vec::new();
    while !stopped.load(SeqCst) {
        let due = EVERY * u32::try_from(took.len()).unwrap();
        sleep(due.saturating_sub(start.elapsed()));
        session.number("SELECT count(*) FROM orders WHERE id < 10");
        took.push(start.elapsed().saturating_sub(due));
    }
    took
}

/// Runs the command while others work. Gives their answers' times, in order of length.
fn among_others(
    project: &Project,
    place: &Place,
    words: &[&str],
    meanwhile: impl FnOnce(&mut Running),
) -> (Ran, Vec<Duration>) {
    let stopped = AtomicBool::new(false);
    let url = place.url();
    scope(|scope| {
        let workers: Vec<_> = (0..SESSIONS)
            .map(|_| scope.spawn(|| work(&url, &stopped)))
            .collect();
        let mut running = Running::start(project, &url, words);
        let stopping = Stop(&stopped);
        meanwhile(&mut running);
        let ran = running.end();
        drop(stopping);
        let took = workers.into_iter().map(|worker| worker.join().unwrap());
        let mut took: Vec<Duration> = took.flatten().collect();
        took.sort();
        (ran, took)
    })
}

/// Lets the workers go home, also when the test fails.
struct Stop<'s>(&'s AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

fn percentile(took: &[Duration], percent: usize) -> Duration {
    took[(took.len() - 1) * percent / 100]
}

fn tell(name: &str, seconds: f64, took: &[Duration]) {
    figure(&format!(
        "{name}: {} answers in {seconds:.1} s, p50 {:.1?}, p99 {:.1?}, longest {:.1?}",
        took.len(),
        percentile(took, 50),
        percentile(took, 99),
        percentile(took, 100),
    ));
}

#[test]
fn a_run_behind_a_long_reader_gives_way_names_it_and_gives_up() {
    let project = project();
    let (place, mut reader) = with_a_reader(&project);
    let process = reader.number("SELECT pg_backend_pid()");
    // The pauses between the attempts are 0.25 s, 0.5 s, 1 s, 2 s, 4 s and then 5 s each.
    let seconds = rounds("GLOWPLUG_READER_SECONDS", 6);
    let retries = (4 + seconds.saturating_sub(8) / 5).to_string();
    let start = Instant::now();
    let words = ["up", "--lock-retries", &retries];
    let (ran, took) = among_others(&project, &place, &words, |_| {});
    tell("behind a reader", start.elapsed().as_secs_f64(), &took);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in [
        format!("session {process}"),
        "monthly report".to_owned(),
        "idle in transaction".to_owned(),
        "SELECT pg_backend_pid()".to_owned(),
        "2_alter_orders".to_owned(),
        "attempt 1 of".to_owned(),
    ] {
        assert!(ran.stderr.contains(&words), "{words}: {}", ran.stderr);
    }
    // The lock timeout is 2 s; nobody waits for the whole of it.
    assert!(*took.last().unwrap() < Duration::from_secs(1), "{took:?}");
    let mut observer = place.observer();
    let invoices = "SELECT count(*) FROM pg_class WHERE relname = 'invoices'";
    assert_eq!(observer.number(invoices), 0);
    reader.run("ROLLBACK");
    let ran = finish(&project, &place.url(), &["up"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(observer.number(invoices), 1);
}

#[test]
fn a_run_succeeds_when_the_reader_goes_in_time() {
    let project = project();
    let (place, mut reader) = with_a_reader(&project);
    let (ran, took) = among_others(&project, &place, &["up"], |running| {
        running.until_it_says("attempt 2 of");
        reader.run("ROLLBACK");
    });
    tell("a reader that goes", 0.0, &took);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("2_alter_orders"), "{ran:?}");
    assert!(*took.last().unwrap() < Duration::from_secs(1), "{took:?}");
}
