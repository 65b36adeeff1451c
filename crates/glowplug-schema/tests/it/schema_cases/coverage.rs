//! Which behaviour is tested on which database.
//!
//! A behaviour that a database has no case for is explained in `tests/schema/absent.txt`. From the
//! folders and that file `GLOWPLUG_BLESS=1` writes the table `tests/schema/COVERAGE.md`.

use std::fs;
use std::path::Path;

use glowplug::model::Database;

use super::{compare, folders};

/// The objects that the names of cases begin with, in the order of the table.
const OBJECTS: &[&str] = &[
    "scenario",
    "table",
    "column",
    "generated_column",
    "primary_key",
    "auto_increment",
    "identity",
    "unique",
    "check",
    "exclusion",
    "constraint",
    "foreign_key",
    "index",
    "view",
    "materialized_view",
    "trigger",
    "event_trigger",
    "event",
    "rule",
    "function",
    "sequence",
    "enum",
    "set",
    "domain",
    "composite",
    "range",
    "partition",
    "inheritance",
    "system_versioning",
    "virtual_table",
    "rebuild",
    "identifier",
    "comment",
    "collation",
    "schema",
    "owner",
    "privilege",
    "policy",
    "extension",
    "publication",
    "replica_identity",
    "statistics",
    "foreign_table",
    "text_search",
    "operator",
    "conversion",
];

/// Files that a case may have, beside `plan.16.sql` and `refused.16.txt`.
const FILES: &[&str] = &[
    "from.sql",
    "to.sql",
    "plan.sql",
    "refused.txt",
    "rows.sql",
    "renames",
    "versions",
];

#[test]
fn cases_are_complete_and_gaps_are_explained() {
    let coverage = Coverage::read();
    let mut problems = coverage.misnamed();
    problems.extend(coverage.misplaced_files());
    problems.extend(coverage.unexplained());
    problems.extend(coverage.wrong_explanations());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_table_shows_what_is_covered() {
    let table = Coverage::read().table();
    compare::plan(&folders::root().join("COVERAGE.md"), &table).unwrap();
}

/// The names of all cases, and what explains the gaps.
struct Coverage {
    names: Vec<String>,
    gaps: Vec<Gap>,
}

/// A paragraph of `absent.txt`: objects and cases that databases do not have, and why.
struct Gap {
    databases: Vec<Database>,
    reason: String,
    names: Vec<String>,
}

impl Coverage {
    fn read() -> Self {
        let text = fs::read_to_string(folders::root().join("absent.txt")).unwrap();
        Self {
            names: folders::names(),
            gaps: gaps(&text),
        }
    }

    /// Lists cases whose names do not begin with an object.
    fn misnamed(&self) -> Vec<String> {
        let names = self.names.iter().filter(|name| object(name).is_none());
        names
            .map(|name| format!("`{name}` begins with no object of `OBJECTS`"))
            .collect()
    }

    /// Lists folders and files that no runner reads, and cases that lack a file.
    fn misplaced_files(&self) -> Vec<String> {
        let folders = self.names.iter().flat_map(|name| {
            let folders = folders::entries(&folders::root().join(name));
            assert!(!folders.is_empty(), "`{name}` has no database");
            folders
        });
        folders.flat_map(|folder| file_problems(&folder)).collect()
    }

    /// Lists behaviours that are neither tested on a database nor explained.
    fn unexplained(&self) -> Vec<String> {
        let cells = self.names.iter();
        let cells = cells.flat_map(|name| Database::ALL.map(|database| (name, database)));
        let gaps = cells.filter(|(name, database)| {
            !covered(name, *database) && self.explanation(name, *database).is_none()
        });
        gaps.map(|(name, database)| {
            format!("`{name}` has no case for {database}, and `absent.txt` does not say why")
        })
        .collect()
    }

    /// Lists explanations of what is not a gap.
    fn wrong_explanations(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for gap in &self.gaps {
            for (name, database) in gap.cells() {
                let mut cases = self
                    .names
                    .iter()
                    .filter(|case| is_of(case, name))
                    .peekable();
                if cases.peek().is_none() {
                    problems.push(format!("`absent.txt` names `{name}`, which does not exist"));
                }
                for case in cases.filter(|case| covered(case, database)) {
                    problems.push(format!(
                        "`absent.txt` explains why {database} has no `{name}`, but there is `{case}`"
                    ));
                }
            }
        }
        problems
    }

    /// Returns the number of the first reason why a database has no such case.
    fn explanation(&self, name: &str, database: Database) -> Option<usize> {
        let mut gaps = self.gaps.iter();
        let index = gaps.position(|gap| gap.explains(name, database))?;
        Some(index + 1)
    }

    fn table(&self) -> String {
        let mut text = format!(
            "# What the schema cases cover\n\n\
             Written from the folders and `absent.txt` by `GLOWPLUG_BLESS=1 cargo test -p glowplug-schema \
             --test it -- schema_cases::coverage`. A number is a reason below.\n\n{}.\n",
            self.summary(|_| true)
        );
        for object in OBJECTS {
            text.push_str(&self.section(object));
        }
        text.push_str("\n## Reasons\n\n");
        for (index, gap) in self.gaps.iter().enumerate() {
            text.push_str(&format!(
                "{}. {}: {}.\n",
                index + 1,
                gap.subject(),
                gap.reason
            ));
        }
        text
    }

    fn section(&self, of: &str) -> String {
        let mut text = format!(
            "\n## {of}\n\n{}.\n\n",
            self.summary(|name| object(name) == Some(of))
        );
        let databases = Database::ALL.map(|database| database.to_string());
        text.push_str(&format!(
            "| | {} |\n| --- | :-: | :-: | :-: |\n",
            databases.join(" | ")
        ));
        for name in self.names.iter().filter(|name| object(name) == Some(of)) {
            let cells = Database::ALL.map(|database| self.cell(name, database));
            let what = &name[of.len() + 1..];
            text.push_str(&format!("| {what} | {} |\n", cells.join(" | ")));
        }
        text
    }

    fn cell(&self, name: &str, database: Database) -> String {
        if covered(name, database) {
            return "yes".to_owned();
        }
        let number = self.explanation(name, database);
        number.map_or("**missing**".to_owned(), |number| number.to_string())
    }

    /// Counts the cases of some names: `12 cases: PostgreSQL 12, SQLite 3, MySQL 5`.
    fn summary(&self, chosen: impl Fn(&str) -> bool) -> String {
        let names: Vec<&String> = self.names.iter().filter(|name| chosen(name)).collect();
        let counts = Database::ALL.map(|database| {
            let covered = names.iter().filter(|name| covered(name, database));
            format!("{database} {}", covered.count())
        });
        let what = if names.len() == 1 { "case" } else { "cases" };
        format!("{} {what}: {}", names.len(), counts.join(", "))
    }
}

impl Gap {
    fn explains(&self, name: &str, database: Database) -> bool {
        self.databases.contains(&database) && self.names.iter().any(|of| is_of(name, of))
    }

    fn cells(&self) -> impl Iterator<Item = (&str, Database)> {
        let names = self.names.iter();
        names.flat_map(|name| self.databases.iter().map(move |of| (name.as_str(), *of)))
    }

    fn subject(&self) -> String {
        let databases: Vec<String> = self.databases.iter().map(ToString::to_string).collect();
        databases.join(" and ")
    }
}

/// Reads `absent.txt`: a line `mysql sqlite: reason`, and indented lines with objects and cases.
fn gaps(text: &str) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for line in lines.filter(|line| !line.trim().is_empty()) {
        if line.starts_with(' ') {
            let gap = gaps.last_mut().expect("a reason comes first");
            gap.names.extend(line.split_whitespace().map(str::to_owned));
            continue;
        }
        let (databases, reason) = line.split_once(": ").expect("`databases: reason`");
        let databases = databases.split(' ').map(|name| name.parse().unwrap());
        gaps.push(Gap {
            databases: databases.collect(),
            reason: reason.to_owned(),
            names: Vec::new(),
        });
    }
    gaps
}

/// Whether a case is the named one, or one of the named object.
fn is_of(case: &str, name: &str) -> bool {
    case == name || object(case) == Some(name)
}

/// Returns the object that a name begins with.
fn object(name: &str) -> Option<&'static str> {
    let begins = |object: &&&str| {
        let rest = name.strip_prefix(**object);
        rest.is_some_and(|rest| rest.starts_with('_'))
    };
    let longest = OBJECTS
        .iter()
        .filter(begins)
        .max_by_key(|object| object.len());
    longest.copied()
}

fn covered(name: &str, database: Database) -> bool {
    folders::root().join(name).join(database.name()).exists()
}

/// Lists what is wrong with the files of one case.
fn file_problems(folder: &Path) -> Vec<String> {
    let label = folders::label(folder);
    let Ok(_) = folders::last(folder).parse::<Database>() else {
        return vec![format!("`{label}` is no folder of a database")];
    };
    let has = |file: &str| folder.join(file).exists();
    let mut problems = Vec::new();
    if !has("from.sql") || !has("to.sql") {
        problems.push(format!("`{label}` lacks `from.sql` or `to.sql`"));
    }
    if has("plan.sql") && has("refused.txt") {
        problems.push(format!("`{label}` has both `plan.sql` and `refused.txt`"));
    }
    let files = folders::entries(folder);
    let files = files.iter().map(|file| folders::last(file));
    for file in files.filter(|file| !is_known(file)) {
        problems.push(format!("`{label}/{file}` is read by nothing"));
    }
    problems
}

fn is_known(file: &str) -> bool {
    let parts: Vec<&str> = file.split('.').collect();
    match parts[..] {
        [name, version, extension] if version.parse::<u32>().is_ok() => {
            matches!((name, extension), ("plan", "sql") | ("refused", "txt"))
        }
        _ => FILES.contains(&file),
    }
}
