//! What an edited `schema.rs` means: the same catalog as the statements that a person would write.

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod printed;
#[cfg(feature = "sqlite")]
mod sqlite;

use glowplug::catalog::Catalog;
use glowplug::model::Database;
use glowplug::{Result, dialect};
use glowplug_schema::declare::{Declared, Options, Source, Target, read, target};
use glowplug_schema::print::{PrintSchema, print_schema};
use serde_json::Value;

use crate::support::{Fresh, fresh};

/// A database, its `schema.rs`, how that is edited, and which statements say the same.
#[derive(Default)]
struct Case<'c> {
    from: &'c str,
    /// What is replaced by what; an empty text is the end of the file.
    edits: &'c [(&'c str, &'c str)],
    then: &'c str,
    settings: PrintSchema,
    options: Options,
}

/// Two states of a fresh database; `None` without a server.
async fn states(database: Database, from: &str, then: &str) -> Option<(Catalog, Catalog, Fresh)> {
    let fresh = fresh(database).await?;
    let mut session = dialect::connect(&fresh.address()).await.unwrap();
    let mut catalogs = Vec::new();
    for statements in [from, then] {
        if !statements.trim().is_empty() {
            session.run(statements).await.unwrap();
        }
        catalogs.push(session.schema().await.unwrap());
    }
    let after = catalogs.pop()?;
    Some((catalogs.pop()?, after, fresh))
}

fn declared(text: &str) -> Declared {
    read(vec![Source::new("src/schema.rs", text)]).unwrap()
}

impl Case<'_> {
    /// Lays the edited declaration onto a catalog.
    fn target(&self, from: &Catalog) -> Result<Target> {
        let printed = print_schema(from, &self.settings).unwrap().text;
        let mut edited = printed.clone();
        for (old, new) in self.edits {
            if old.is_empty() {
                edited.push_str(new);
            } else {
                assert!(edited.contains(old), "`{old}` does not stand in\n{edited}");
                edited = edited.replace(old, new);
            }
        }
        target(from, &declared(&printed), &declared(&edited), &self.options)
    }

    /// Whether what is declared is what the statements say; the target where there is a server.
    async fn check(self, database: Database) -> Option<Target> {
        let (from, to, _fresh) = states(database, self.from, self.then).await?;
        let target = self.target(&from).unwrap();
        same(&target.catalog, &to);
        let untouched = Case {
            edits: &[],
            then: "",
            options: Options {
                values: Default::default(),
                ..self.options
            },
            ..self
        };
        let again = untouched.target(&from).unwrap();
        assert_eq!(again.catalog, from);
        assert_eq!((again.additions, again.open), (Vec::new(), Vec::new()));
        Some(target)
    }
}

/// Fails with the lines that differ.
fn same(found: &Catalog, expected: &Catalog) {
    let lines = |catalog: &Catalog| {
        let mut value = serde_json::to_value(catalog).unwrap();
        value["dependencies"] = Value::Null;
        for extension in value["extensions"].as_array_mut().into_iter().flatten() {
            extension["version"] = Value::Null;
        }
        serde_json::to_string_pretty(&value).unwrap()
    };
    let (found, expected) = (lines(found), lines(expected));
    let alike = found.lines().zip(expected.lines());
    let first = alike
        .take_while(|(found, expected)| found == expected)
        .count();
    let around = |text: &str| {
        let lines: Vec<&str> = text
            .lines()
            .skip(first.saturating_sub(12))
            .take(24)
            .collect();
        lines.join("\n")
    };
    assert!(
        found == expected,
        "line {first}, found\n{}\nexpected\n{}",
        around(&found),
        around(&expected)
    );
}
