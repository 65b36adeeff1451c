//! Migrations whose every statement can be seen from outside, and how a database must look after
//! them.

use std::time::{Duration, Instant};

use glowplug::catalog::Catalog;
use serde_json::Value;

use crate::support::Project;
use crate::support::place::{Observer, Place};
use crate::support::running::finish;

/// Added to a migration that runs statement by statement.
pub(super) const NO_TRANSACTION: &str = "run_in_transaction = false\n";

/// One migration.
pub(super) struct Migration {
    pub(super) name: &'static str,
    /// Whether all of it stays or none.
    pub(super) whole: bool,
    pub(super) statements: Vec<Statement>,
}

/// One statement, and a query that says how often it took effect.
pub(super) struct Statement {
    pub(super) sql: String,
    /// `None` where nothing is to be seen, or where a later statement takes it back.
    pub(super) probe: Option<String>,
}

/// What an undisturbed run comes to.
pub(super) struct Scenario {
    pub(super) project: Project,
    pub(super) migrations: Vec<Migration>,
    /// What is there before the first migration.
    pub(super) setup: &'static str,
    /// A query for the rows that must be the same in the end.
    pub(super) rows: &'static str,
    /// How many other sessions the database has, where it can tell.
    pub(super) sessions: Option<&'static str>,
    pub(super) catalog: Option<Catalog>,
    pub(super) content: Vec<Vec<String>>,
    /// How long it takes.
    pub(super) took: Duration,
}

/// A migration of which all stays or nothing.
pub(super) const fn whole(name: &'static str, statements: Vec<Statement>) -> Migration {
    Migration {
        name,
        whole: true,
        statements,
    }
}

/// A migration that runs statement by statement.
pub(super) const fn stepwise(name: &'static str, statements: Vec<Statement>) -> Migration {
    Migration {
        name,
        whole: false,
        statements,
    }
}

/// A statement that leaves something to be seen.
pub(super) fn seen(sql: &str, probe: &str) -> Statement {
    Statement {
        sql: sql.to_owned(),
        probe: Some(probe.to_owned()),
    }
}

/// A statement that leaves nothing to be seen for ever.
pub(super) fn unseen(sql: &str) -> Statement {
    Statement {
        sql: sql.to_owned(),
        probe: None,
    }
}

/// A line in the table `log`, which takes it as often as it comes.
pub(super) fn logged(entry: &str) -> Statement {
    Statement {
        sql: format!("INSERT INTO log VALUES ('{entry}')"),
        probe: Some(format!("SELECT count(*) FROM log WHERE entry = '{entry}'")),
    }
}

impl Scenario {
    /// Writes the migrations down and runs them undisturbed.
    pub(super) fn new(
        migrations: Vec<Migration>,
        [setup, rows]: [&'static str; 2],
        sessions: Option<&'static str>,
        place: impl Fn() -> Place,
    ) -> Self {
        let project = Project::empty();
        for migration in &migrations {
            let folder = format!("migrations/{}", migration.name);
            let statements = migration.statements.iter();
            let texts: Vec<&str> = statements.map(|statement| statement.sql.as_str()).collect();
            project.write(
                &format!("{folder}/up.sql"),
                &format!("{};\n", texts.join(";\n")),
            );
            if !migration.whole {
                project.write(&format!("{folder}/metadata.toml"), NO_TRANSACTION);
            }
        }
        let mut scenario = Self {
            project,
            migrations,
            setup,
            rows,
            sessions,
            catalog: None,
            content: Vec::new(),
            took: Duration::ZERO,
        };
        let mut took = [0; 3].map(|_| scenario.run_undisturbed(&place()));
        took.sort();
        scenario.took = took[1];
        scenario
    }

    fn run_undisturbed(&mut self, place: &Place) -> Duration {
        place.observer().run(self.setup);
        let start = Instant::now();
        let ran = finish(&self.project, &place.url(), &["up"]);
        let took = start.elapsed();
        assert_eq!(ran.code, 0, "{ran:?}");
        self.demand_truth(place, "undisturbed");
        let mut observer = place.observer();
        self.catalog = Some(observer.catalog());
        self.content = observer.rows(self.rows);
        took
    }

    /// Waits until the server has noticed what happened to the sessions that were there.
    pub(super) fn until_quiet(&self, place: &Place) {
        let Some(sql) = self.sessions else { return };
        let mut observer = place.observer();
        for _ in 0..3_000 {
            if observer.number(sql) == 0 {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("a session does not go");
    }

    /// Demands that `status` says of each migration what its statements have left.
    pub(super) fn demand_truth(&self, place: &Place, context: &str) {
        let ran = finish(&self.project, &place.url(), &["status", "--json"]);
        assert_eq!(ran.code, 0, "{context}: {ran:?}");
        let status = ran.data();
        let mut observer = place.observer();
        let effects = self.effects(&mut observer);
        let entries = status["migrations"].as_array().unwrap();
        assert_eq!(entries.len(), self.migrations.len(), "{status}");
        for ((migration, effects), entry) in self.migrations.iter().zip(&effects).zip(entries) {
            let wrong = wrong(migration, effects, entry);
            assert!(
                wrong.is_none(),
                "{context}: {}: {}: {effects:?} {entry}",
                migration.name,
                wrong.unwrap_or_default()
            );
        }
        self.demand_versions(&mut observer, entries, context);
    }

    /// How often each statement took effect.
    fn effects(&self, observer: &mut Observer) -> Vec<Vec<Option<i64>>> {
        let statements = self.migrations.iter().flat_map(|one| &one.statements);
        let probes = statements.filter_map(|statement| statement.probe.as_deref());
        let sql = format!("SELECT ({})", probes.collect::<Vec<_>>().join("), ("));
        let mut found = observer.rows(&sql).remove(0).into_iter();
        let mut effects = Vec::new();
        for migration in &self.migrations {
            let statements = migration.statements.iter();
            let of_one = statements.map(|statement| {
                let text = statement.probe.as_ref().and_then(|_| found.next());
                text.map(|text| text.parse().unwrap())
            });
            effects.push(of_one.collect());
        }
        effects
    }

    /// Diesel's table holds what is applied, and nothing else.
    fn demand_versions(&self, observer: &mut Observer, entries: &[Value], context: &str) {
        let applied: Vec<&str> = entries
            .iter()
            .filter(|entry| entry["state"] == "applied")
            .map(|entry| entry["version"].as_str().unwrap())
            .collect();
        if applied.is_empty() {
            return;
        }
        let sql = "SELECT version FROM __diesel_schema_migrations ORDER BY version";
        assert_eq!(observer.column(sql), applied, "{context}");
    }

    /// Demands that everything is as after an undisturbed run.
    pub(super) fn demand_end(&self, place: &Place, context: &str) {
        self.demand_truth(place, context);
        let mut observer = place.observer();
        assert_eq!(Some(observer.catalog()), self.catalog, "{context}");
        assert_eq!(observer.rows(self.rows), self.content, "{context}");
        let versions = self.migrations.iter();
        let versions: Vec<&str> = versions.map(|migration| &migration.name[..1]).collect();
        let history = "SELECT version FROM __glowplug_history \
                       WHERE action = 'up' AND outcome = 'done' ORDER BY id";
        assert_eq!(observer.column(history), versions, "{context}");
        let unfinished = "SELECT count(*) FROM __glowplug_migrations WHERE state <> 'applied'";
        assert_eq!(observer.number(unfinished), 0, "{context}");
    }
}

/// What is wrong with what `status` says of a migration.
fn wrong(migration: &Migration, effects: &[Option<i64>], entry: &Value) -> Option<String> {
    // Statements that frame others are not counted.
    let counted = migration.statements.iter().zip(effects);
    let counted = counted.filter(|(statement, _)| !frames(&statement.sql));
    let (least, most) = match entry["state"].as_str()? {
        "applied" => (usize::MAX, usize::MAX),
        "pending" => (0, 0),
        "unfinished" if !migration.whole => {
            let done = usize::try_from(entry["statements_done"].as_u64()?).ok()?;
            // The next one may have taken effect without anybody knowing yet.
            (done, done + 1)
        }
        state => return Some(format!("{state} cannot be")),
    };
    for (number, (statement, effect)) in counted.enumerate() {
        let Some(effect) = *effect else { continue };
        let allowed = i64::from(number < least)..=i64::from(number < most);
        if !allowed.contains(&effect) {
            let sql = &statement.sql;
            return Some(format!("`{sql}` took effect {effect} times"));
        }
    }
    None
}

fn frames(sql: &str) -> bool {
    matches!(sql, "BEGIN" | "START TRANSACTION" | "COMMIT")
}
