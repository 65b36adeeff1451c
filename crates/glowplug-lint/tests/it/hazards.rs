//! One opinion about a statement: on every statement of every schema case, the hazards of `generate` and
//! the rules agree.

mod plans;

use std::path::Path;

use glowplug::Database;
use glowplug_lint::{Finding, Report, Settings, Severity, Subject, lint, rules};
use glowplug_schema::change::HazardKind;

use plans::{Part, Planned, cases, parts};

#[test]
fn rules_and_plans_agree_on_postgres() {
    agree(Database::Postgres);
}

#[test]
fn rules_and_plans_agree_on_sqlite() {
    agree(Database::Sqlite);
}

#[test]
fn rules_and_plans_agree_on_mysql() {
    agree(Database::Mysql);
}

#[test]
fn every_hazard_has_rules_on_every_database() {
    for database in Database::ALL {
        for kind in [
            HazardKind::DataLoss,
            HazardKind::TableRewrite,
            HazardKind::LongLock,
        ] {
            let mut own = rules().iter().filter(|it| it.databases.contains(&database));
            let found = own.any(|rule| rule.hazards().contains(&kind));
            assert!(found, "{database} {}", kind.name());
        }
    }
}

fn agree(database: Database) {
    let cases = cases(database);
    assert!(cases.len() > 100, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|case| of_case(database, case))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn of_case(database: Database, case: &Path) -> Vec<String> {
    let read = |file: &str| std::fs::read_to_string(case.join(file)).unwrap();
    let plan = read("plan.sql");
    let (up, down) = plan.split_once("\n-- down\n").unwrap();
    let mut wrong = Vec::new();
    for (schema, text) in [("from.sql", up), ("to.sql", down)] {
        let parts = parts(database, text);
        let report = judged(database, &read(schema), &parts);
        let differences = parts.iter().enumerate().flat_map(|(number, part)| {
            let findings = report.findings.iter();
            let own = findings.filter(|found| found.migration == name(number));
            differences(database, part, &own.collect::<Vec<_>>())
        });
        wrong.extend(differences.map(|it| format!("{} from {schema}: {it}", case.display())));
    }
    wrong
}

fn name(part: usize) -> String {
    format!("{part}/up.sql")
}

/// Judges the parts of a plan as the migrations of one run, each in a transaction of its own.
fn judged(database: Database, schema: &str, parts: &[Part]) -> Report {
    let mut base = Subject::text("base/up.sql", schema);
    base.is_applied = true;
    base.is_checked = false;
    let parts = parts.iter().enumerate().map(|(number, part)| Subject {
        is_applied: true,
        batch: 1,
        ..Subject::text(name(number), part.text()).in_transaction(part.in_transaction)
    });
    let subjects: Vec<Subject> = [base].into_iter().chain(parts).collect();
    let settings: Settings = toml::from_str("runner = \"diesel\"").unwrap();
    lint(database, &subjects, &settings).unwrap()
}

fn differences(database: Database, part: &Part, findings: &[&Finding]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut line = 1;
    for planned in &part.statements {
        let next = line + planned.text.lines().count();
        let own = findings.iter().copied();
        let own: Vec<&Finding> = own
            .filter(|found| (line..next).contains(&found.start.line))
            .collect();
        line = next;
        let said: Vec<&str> = own.iter().map(|found| found.rule.id).collect();
        for problem in compared(database, planned, &own) {
            if !is_known(database, part, planned, problem) {
                let (hazards, text) = (&planned.hazards, &planned.text);
                wrong.push(format!(
                    "{problem}: plan {hazards:?}, rules {said:?}: {text}"
                ));
            }
        }
    }
    wrong
}

const BLOCKS: &str = "only a rule says that others wait";
const WAITS: &str = "only the plan says that others wait";
const LOSES: &str = "only a rule says that something is lost";
const LOST: &str = "only the plan says that something is lost";
const FAILS: &str = "only a rule says that it may fail";

fn compared(database: Database, planned: &Planned, findings: &[&Finding]) -> Vec<&'static str> {
    let found = |kind| {
        let mut own = findings.iter();
        own.any(|it| it.rule.hazards().contains(&kind))
    };
    let errors = |kind| {
        let mut own = findings.iter();
        own.any(|it| it.severity == Severity::Error && it.rule.hazards().contains(&kind))
    };
    let has = |kind: HazardKind| planned.hazards.contains(kind.name());
    // MySQL rewrites some tables in place, while others read and write.
    let rewrites = has(HazardKind::TableRewrite) && database != Database::Mysql;
    let waits = has(HazardKind::LongLock) || rewrites;
    let loses = findings
        .iter()
        .any(|it| it.rule.hazards().contains(&HazardKind::DataLoss) && it.message.contains("lost"));
    let is_error = findings.iter().any(|it| it.severity == Severity::Error);
    let problems = [
        (errors(HazardKind::LongLock) && !waits, BLOCKS),
        (waits && !found(HazardKind::LongLock), WAITS),
        (loses && !has(HazardKind::DataLoss), LOSES),
        (has(HazardKind::DataLoss) && !is_error, LOST),
        (
            errors(HazardKind::MayFail) && !has(HazardKind::MayFail),
            FAILS,
        ),
    ];
    let problems = problems.into_iter().filter(|(is_wrong, _)| *is_wrong);
    problems.map(|(_, problem)| problem).collect()
}

/// Returns true where both are right, or where one of them is said elsewhere.
fn is_known(database: Database, part: &Part, planned: &Planned, problem: &str) -> bool {
    let is = |word: &str| planned.text.starts_with(word);
    let has = |word: &str| planned.text.contains(word);
    let part_has = |word: &str| part.statements.iter().any(|one| one.text.contains(word));
    match (database, problem) {
        // A materialized view that is created again: the rule says so where it is dropped.
        (Database::Postgres, WAITS) => is("CREATE MATERIALIZED VIEW"),
        // A type takes the name of another: the rule does not compare the two.
        (Database::Postgres, BLOCKS) => {
            has(" USING ") && (part_has("ALTER DOMAIN") || part_has("ALTER TYPE"))
        }
        // A partitioned table has no rows of its own, but code that is running uses it.
        (Database::Postgres, LOSES) => is("DROP TABLE") && part_has("PARTITION"),
        // Values that a function computed, and attributes in columns: no rule follows them.
        (Database::Postgres, LOST) => {
            is("CREATE OR REPLACE FUNCTION")
                || is("ALTER TYPE") && has("ATTRIBUTE")
                // The next number of an identity: no rule asks for it.
                || has("DROP IDENTITY")
        }
        // A table is rebuilt: the plan says so where its rows are copied, the rule where it is renamed.
        (Database::Sqlite, WAITS | LOST) => is("INSERT") && part_has("RENAME TO"),
        // The rule says that the table is rebuilt, as the plan does, and not that others wait.
        (Database::Mysql, BLOCKS) => planned.hazards.contains("table-rewrite"),
        // The next number: the rules do not know that the column had one.
        (Database::Mysql, LOST) if has("MODIFY COLUMN id int NOT NULL") => true,
        // What depends on the server: MariaDB 10.11 does most of it while others write, and the rules say
        // nothing; `--measure` does.
        (Database::Mysql, WAITS | LOST) => {
            let clauses = [
                "SYSTEM VERSIONING",
                "PARTITION",
                "ENGINE=",
                "COLLATE=",
                "AUTO_INCREMENT",
            ];
            clauses.iter().any(|clause| has(clause))
        }
        _ => false,
    }
}
