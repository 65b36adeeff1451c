//! A long chain takes no time that anybody notices.

use std::time::{Duration, Instant};

use glowplug::Database;
use glowplug::source::Migrations;
use glowplug_lint::{Settings, Subject, lint};

#[test]
fn a_thousand_migrations_are_judged_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..1_000 {
        let migration = folder.path().join(format!("{number:04}_table_{number}"));
        std::fs::create_dir(&migration).unwrap();
        std::fs::write(migration.join("up.sql"), up(number)).unwrap();
        std::fs::write(migration.join("down.sql"), "SELECT 1;").unwrap();
    }
    let started = Instant::now();
    let migrations = Migrations::folder(folder.path());
    let migrations = migrations.load(Database::Postgres).unwrap();
    let subjects: Vec<Subject> = migrations.iter().filter_map(Subject::of).collect();
    let report = lint(Database::Postgres, &subjects, &Settings::default()).unwrap();
    let took = started.elapsed();
    figure(&format!(
        "1,000 migrations, {} statements: {took:?}",
        report.statements
    ));
    assert_eq!(report.checked, 1_000);
    // Without optimization, and with other tests beside it.
    assert!(took < Duration::from_secs(5), "{took:?}");
}

fn up(number: usize) -> String {
    format!(
        "CREATE TABLE things_{number} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \
         name varchar(100) NOT NULL DEFAULT '', other_id bigint REFERENCES others (id) ON DELETE CASCADE, \
         created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());\n\
         CREATE INDEX things_{number}_other_id_idx ON things_{number} (other_id);\n\
         COMMENT ON TABLE things_{number} IS 'things; many of them';\n\
         ALTER TABLE things_{} ADD COLUMN note text;\n",
        number / 2
    )
}

#[allow(clippy::print_stderr, reason = "figures are read by people")]
fn figure(text: &str) {
    eprintln!("{text}");
}
