//! Reads Diesel's features in `Cargo.toml`, which show the project's database.

use std::path::Path;

use glowplug::Database;
use toml::{Table, Value};

use super::{Project, read_toml};

/// The crates whose features are named after databases.
const CRATES: [&str; 2] = ["diesel", "diesel-async"];

impl Project {
    /// Returns the project's database, if its `Cargo.toml` names exactly one.
    pub(crate) fn declared_database(&self) -> Option<Database> {
        let root = self.root()?;
        let manifest = read(&root)?;
        let own = features(&manifest);
        let shared = inherits(&manifest).then(|| workspace_features(&root));
        let features: Vec<String> = own
            .into_iter()
            .chain(shared.into_iter().flatten())
            .collect();
        let is_named = |names: &[&str]| features.iter().any(|name| names.contains(&name.as_str()));
        let mut named = [
            (
                Database::Postgres,
                &["postgres", "postgres_backend"] as &[_],
            ),
            (
                Database::Sqlite,
                &["sqlite", "returning_clauses_for_sqlite_3_35"],
            ),
            (Database::Mysql, &["mysql", "mysql_backend"]),
        ]
        .into_iter()
        .filter(|(_, names)| is_named(names))
        .map(|(database, _)| database);
        let first = named.next();
        first.filter(|_| named.next().is_none())
    }
}

fn read(folder: &Path) -> Option<Table> {
    read_toml(&folder.join("Cargo.toml")).ok()
}

/// Returns the entries of Diesel's crates in all dependency tables.
fn dependencies(manifest: &Table) -> impl Iterator<Item = &Value> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values);
    let tables = targets.filter_map(Value::as_table).chain([manifest]);
    tables
        .filter_map(|table| table.get("dependencies")?.as_table())
        .flat_map(|table| CRATES.into_iter().filter_map(|name| table.get(name)))
}

fn features(manifest: &Table) -> Vec<String> {
    dependencies(manifest)
        .filter_map(|dependency| dependency.get("features")?.as_array())
        .flatten()
        .filter_map(|feature| feature.as_str().map(str::to_owned))
        .collect()
}

fn inherits(manifest: &Table) -> bool {
    let inherits = |dependency: &Value| dependency.get("workspace").and_then(Value::as_bool);
    dependencies(manifest).any(|dependency| inherits(dependency) == Some(true))
}

/// Returns the features in the nearest `[workspace.dependencies]` here or above.
fn workspace_features(folder: &Path) -> Vec<String> {
    let mut folders = folder.ancestors();
    folders
        .find_map(|folder| read(folder)?.get("workspace")?.as_table().map(features))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn declared(manifest: &str) -> Option<Database> {
        let folder = tempfile::tempdir().unwrap();
        let member = folder.path().join("member");
        fs::create_dir(&member).unwrap();
        fs::write(
            folder.path().join("Cargo.toml"),
            "[workspace.dependencies]\ndiesel = { version = \"2\", features = [\"mysql\"] }\n",
        )
        .unwrap();
        fs::write(member.join("Cargo.toml"), manifest).unwrap();
        let project = Project {
            config: member.join("diesel.toml"),
            folder: member,
            is_config_given: false,
            given_migrations: None,
        };
        project.declared_database()
    }

    #[test]
    fn the_features_of_diesel_name_the_database() {
        let diesel = |features: &str| {
            declared(&format!(
                "[dependencies]\ndiesel = {{ version = \"2\", features = [{features}] }}\n"
            ))
        };
        assert_eq!(diesel("\"chrono\", \"sqlite\""), Some(Database::Sqlite));
        assert_eq!(diesel("\"postgres\""), Some(Database::Postgres));
        assert_eq!(diesel("\"postgres\", \"sqlite\""), None, "both");
        assert_eq!(diesel("\"chrono\""), None);
        assert_eq!(declared("[dependencies]\ndiesel = \"2\"\n"), None);
    }

    #[test]
    fn features_of_the_workspace_and_of_diesel_async_count_too() {
        let inherited = "[dependencies]\ndiesel.workspace = true\n";
        assert_eq!(declared(inherited), Some(Database::Mysql));
        let table = "[dependencies.diesel-async]\nversion = \"0.9\"\nfeatures = [\"sqlite\"]\n";
        assert_eq!(declared(table), Some(Database::Sqlite));
        let target = "[target.'cfg(unix)'.dependencies]\ndiesel = { features = [\"sqlite\"] }\n";
        assert_eq!(declared(target), Some(Database::Sqlite));
    }
}
