//! Reverting: a killed `down`, and `down` after a killed `up`.

use std::thread::sleep;
use std::time::{Duration, Instant};

use glowplug::catalog::Catalog;

use super::scenario::NO_TRANSACTION;
use super::trial::Dice;
use crate::support::place::{Place, on_threads};
use crate::support::running::{Running, finish};
use crate::support::{Project, figure, rounds};

const SETUP: &str = "CREATE TABLE log (entry VARCHAR(20) NOT NULL)";
const LOG: &str = "SELECT entry FROM log ORDER BY entry";
/// The rows that each statement of `up` and of `down` adds once.
const ENTRIES: [&str; 9] = [
    "down 1", "down 2 a", "down 2 b", "down 2 c", "down 3", "up 1", "up 2 a", "up 2 b", "up 3",
];

/// A project whose scripts tell how often they ran, with these statements for an index.
fn project(create: &str, drop: &str) -> Project {
    let project = Project::empty();
    let log = |entry: &str| format!("INSERT INTO log VALUES ('{entry}');");
    project.migration(
        "1_a",
        &format!("CREATE TABLE a (id INT);\n{}", log("up 1")),
        &format!("{}\nDROP TABLE a;", log("down 1")),
    );
    let (up_a, up_b) = (log("up 2 a"), log("up 2 b"));
    let [down_a, down_b, down_c] = ["down 2 a", "down 2 b", "down 2 c"].map(log);
    project.migration(
        "2_b",
        &format!("CREATE TABLE b (id INT);\n{up_a}\n{create};\n{up_b}"),
        &format!("{down_a}\n{drop};\n{down_b}\nDROP TABLE b;\n{down_c}"),
    );
    project.write("migrations/2_b/metadata.toml", NO_TRANSACTION);
    project.migration(
        "3_c",
        &format!("ALTER TABLE a ADD c INT;\n{}", log("up 3")),
        &format!("{}\nALTER TABLE a DROP COLUMN c;", log("down 3")),
    );
    project
}

struct Way {
    name: &'static str,
    project: Project,
    place: fn() -> Place,
    empty: Catalog,
    full: Catalog,
    /// How long a command takes that is left alone.
    took: Duration,
}

impl Way {
    fn new(name: &'static str, project: Project, place: fn() -> Place) -> Self {
        let fresh = place();
        let mut observer = fresh.observer();
        observer.run(SETUP);
        let empty = observer.catalog();
        let start = Instant::now();
        assert_eq!(finish(&project, &fresh.url(), &["up"]).code, 0);
        Self {
            name,
            took: start.elapsed(),
            full: observer.catalog(),
            project,
            place,
            empty,
        }
    }

    fn trials(&self, usual: usize) {
        let wanted = match rounds("GLOWPLUG_KILLS", 0) {
            0 => usual,
            all => all.div_ceil(40),
        };
        let start = Instant::now();
        on_threads(2, |thread| {
            for number in (thread..wanted).step_by(2) {
                let mut dice = Dice::new(number as u64);
                self.kill_down(&mut dice, number);
                self.kill_up(&mut dice, number);
            }
        });
        let seconds = start.elapsed().as_secs_f64();
        figure(&format!(
            "{} way back: {} kills, {seconds:.1} s",
            self.name,
            2 * wanted
        ));
    }

    fn strike(&self, place: &Place, dice: &mut Dice, words: &[&str]) {
        let mut running = Running::start(&self.project, &place.url(), words);
        sleep(dice.moment(self.took));
        running.kill();
        running.end();
    }

    fn ok(&self, place: &Place, words: &[&str], number: usize) {
        let ran = finish(&self.project, &place.url(), words);
        assert_eq!(ran.code, 0, "{} {number}: {}", self.name, ran.all());
    }

    /// Demands that nothing of the migrations is left, and that they can be applied again.
    fn demand_empty(&self, place: &Place, number: usize) {
        let mut observer = place.observer();
        assert_eq!(observer.catalog(), self.empty, "{} {number}", self.name);
        let versions = "SELECT version FROM __glowplug_migrations
            UNION ALL SELECT version FROM __diesel_schema_migrations";
        assert_eq!(observer.column(versions), [""; 0]);
        self.ok(place, &["up"], number);
        assert_eq!(observer.catalog(), self.full, "{} {number}", self.name);
    }

    fn kill_down(&self, dice: &mut Dice, number: usize) {
        let place = (self.place)();
        place.observer().run(SETUP);
        self.ok(&place, &["up"], number);
        self.strike(&place, dice, &["down", "--all"]);
        self.ok(&place, &["down", "--all"], number);
        let log = place.observer().column(LOG);
        assert_eq!(log, ENTRIES, "{} {number}", self.name);
        self.demand_empty(&place, number);
    }

    fn kill_up(&self, dice: &mut Dice, number: usize) {
        let place = (self.place)();
        place.observer().run(SETUP);
        self.strike(&place, dice, &["up"]);
        self.ok(&place, &["down", "--all"], number);
        // A run that was killed before it wrote anything leaves no tables of ours either.
        self.ok(&place, &["up"], number);
        self.ok(&place, &["down", "--all"], number);
        self.demand_empty(&place, number);
    }
}

#[test]
fn the_way_back_on_postgresql() {
    let project = project(
        "CREATE UNIQUE INDEX CONCURRENTLY b_id_idx ON b (id)",
        "DROP INDEX CONCURRENTLY b_id_idx",
    );
    Way::new("PostgreSQL", project, Place::postgres).trials(10);
}

#[test]
fn the_way_back_on_mysql() {
    if Place::mysql().is_none() {
        return;
    }
    let project = project(
        "CREATE INDEX b_id_idx ON b (id)",
        "DROP INDEX b_id_idx ON b",
    );
    let place = || Place::mysql().unwrap();
    Way::new("MySQL", project, place).trials(8);
}

#[test]
fn the_way_back_on_a_sqlite_file() {
    let project = project(
        "CREATE INDEX b_id_idx ON b (id);\nVACUUM",
        "DROP INDEX b_id_idx;\nVACUUM",
    );
    Way::new("SQLite", project, Place::sqlite).trials(10);
}
