//! Used together with the `diesel` command, in any order, on one database: both tools agree on the
//! applied migrations and on the tables.

mod diesel;
mod extras;
mod orders;
mod random;

use std::collections::BTreeSet;

use glowplug::Database;

use crate::stage::Stage;
use diesel::Diesel;

/// Whether the real command is installed and speaks to this database; said loudly if not.
pub(crate) fn is_installed(database: Database) -> bool {
    Diesel::installed(database).is_some()
}

/// The migrations of the project, in order.
const NAMES: [&str; 5] = [
    "2026-01-01-000000-0000_create_one",
    "2026-01-02-000000-0000_create_two",
    "2026-01-03-000000-0000_create_three",
    "2026-01-04-000000-0000_create_four",
    "2026-01-05-000000-0000_create_five",
];

/// One project, one database, two tools.
struct Street {
    stage: Stage,
    diesel: Diesel,
}

impl Street {
    /// Every way to have a neighbour on this database: the real command where it is installed and
    /// knows the database, and in any case what it documents of its table.
    fn all(database: Database) -> Vec<Self> {
        let ways = [Diesel::installed(database), Some(Diesel::documented())];
        let ways = ways.into_iter().flatten();
        ways.filter_map(|diesel| Self::new(database, diesel))
            .collect()
    }

    fn new(database: Database, diesel: Diesel) -> Option<Self> {
        let stage = Stage::new(database)?;
        for (number, name) in NAMES.iter().enumerate() {
            let up = format!("CREATE TABLE table{number} (id INTEGER PRIMARY KEY);\n");
            stage.file(name, "up.sql", &up);
            stage.file(name, "down.sql", &format!("DROP TABLE table{number};\n"));
        }
        Some(Self { stage, diesel })
    }

    /// Runs our command, which must succeed.
    fn glowplug(&self, words: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        let output = self.stage.run(&words);
        assert!(output.status.success(), "{words:?}: {output:?}");
    }

    /// Runs `diesel migration …`, which must succeed.
    fn diesel(&self, words: &str) {
        if let Err(message) = self.diesel.migration(&self.stage, words) {
            panic!("diesel migration {words}: {message}");
        }
    }

    /// How many migrations are applied: both tools must say the same of each, the tables must be
    /// those of the applied ones, and those must be the first ones.
    fn applied(&self, story: &str) -> usize {
        let ours = self.ours();
        assert_eq!(ours, self.diesel.applied(&self.stage), "{story}");
        let first: BTreeSet<String> = NAMES[..ours.len()]
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(ours, first, "{story}");
        let tables: BTreeSet<String> = (0..ours.len()).map(|n| format!("table{n}")).collect();
        assert_eq!(self.tables(), tables, "{story}");
        ours.len()
    }

    /// The names of the migrations that our command calls applied.
    fn ours(&self) -> BTreeSet<String> {
        let status = self.stage.json(&["status"]);
        let entries = status["migrations"].as_array().unwrap().iter();
        let applied = entries.filter(|entry| entry["state"] == "applied");
        applied
            .map(|entry| entry["name"].as_str().unwrap().to_owned())
            .collect()
    }

    /// What needs attention or is not recorded yet, kind by kind.
    fn attention(&self) -> Vec<String> {
        let status = self.stage.json(&["status"]);
        let lists = ["attention", "unrecorded"].map(|list| status[list].as_array().unwrap());
        let attention = lists.into_iter().flatten();
        attention
            .map(|attention| attention["kind"].as_str().unwrap().to_owned())
            .collect()
    }

    fn tables(&self) -> BTreeSet<String> {
        let sql = if self.stage.database_name().is_none() {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'table%'"
        } else {
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'table%' \
             AND table_schema IN ('public', DATABASE())"
        };
        let sql = match self.stage.url().starts_with("postgres") {
            true => sql.replace(", DATABASE()", ""),
            false => sql.to_owned(),
        };
        let shown = self.stage.sql(&sql).unwrap();
        let names = shown.rows.into_iter().flatten().flatten();
        names.collect()
    }
}
