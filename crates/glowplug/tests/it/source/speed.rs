use std::time::{Duration, Instant};

use glowplug::plan::{self, RecordedState};

use super::*;

#[test]
fn a_thousand_migrations_are_read_in_an_instant() -> Result<()> {
    let folder = Folder::with(&[])?;
    for number in 1..=1000 {
        let text = format!("CREATE TABLE table_{number} (id bigint PRIMARY KEY);\n").repeat(10);
        folder.write(&format!("{number:04}_step/up.sql"), &text)?;
        folder.write(&format!("{number:04}_step/down.sql"), "DROP TABLE x;\n")?;
    }
    let mut best = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let start = Instant::now();
        let migrations = folder.load(Database::Postgres)?;
        best.0 = best.0.min(start.elapsed());
        let start = Instant::now();
        for migration in &migrations {
            checksum(migration)?;
        }
        best.1 = best.1.min(start.elapsed());
        let start = Instant::now();
        let status = plan::status(&migrations, RecordedState::default(), Migration::checksum)?;
        best.2 = best.2.min(start.elapsed());
        assert_eq!(status.pending(), 1000);
    }
    // Unoptimised, on a busy machine.
    assert!(
        best.0 + best.1 + best.2 < Duration::from_millis(500),
        "{best:?}"
    );
    Ok(())
}
