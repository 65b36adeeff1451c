//! Determines what a crate lacks for added structs: dependencies, features, a `mod` line.

use std::fs;
use std::path::Path;

use glowplug_schema::models::{Need, Report};
use toml::{Table, Value};

use super::files::source;
use crate::project::read_toml;

/// Removes requirements that the crate fulfils, and adds the `mod` line if it is missing.
pub(super) fn complete(report: &mut Report, out: &Path) {
    if let Some(manifests) = Manifests::around(out) {
        for need in &mut report.needs {
            need.dependency = need.dependency.filter(|name| !manifests.has(name));
            need.feature = need.feature.filter(|name| !manifests.enables(name));
        }
        report
            .needs
            .retain(|need| need.dependency.or(need.feature).is_some());
    }
    report.needs.extend(unnamed(report, out).map(|line| Need {
        dependency: None,
        feature: None,
        line: Some(line),
    }));
}

/// Returns the `mod` line for the structs, if it is missing.
fn unnamed(report: &Report, out: &Path) -> Option<String> {
    let root = source(out)?;
    let top = report.files.iter().find(|file| {
        file.is_new && file.path.parent() == Some(root) && file.path.extension().is_some()
    })?;
    let name = top.path.file_stem()?.to_str()?;
    let roots = ["lib.rs", "main.rs"].map(|name| root.join(name));
    let root = roots.iter().find(|root| root.is_file())?;
    let text = fs::read_to_string(root).unwrap_or_default();
    let file = root.file_name()?.to_str()?;
    (!text.contains(&format!("mod {name};"))).then(|| format!("`mod {name};` in `src/{file}`"))
}

/// The `Cargo.toml` of a crate, and of its workspace.
struct Manifests {
    own: Table,
    workspace: Option<Table>,
}

impl Manifests {
    fn around(out: &Path) -> Option<Self> {
        let mut found = out
            .ancestors()
            .filter_map(|folder| read_toml::<Table>(&folder.join("Cargo.toml")).ok());
        let own = found.find(|manifest| manifest.contains_key("package"))?;
        let workspace = match own.contains_key("workspace") {
            true => Some(own.clone()),
            false => found.find(|manifest| manifest.contains_key("workspace")),
        };
        Some(Self { own, workspace })
    }

    /// Returns true if a crate is a dependency, under any name.
    fn has(&self, name: &str) -> bool {
        let is = |(key, value): (&String, &Value)| {
            let package = value.get("package").and_then(Value::as_str);
            package.unwrap_or(key).replace('-', "_") == name
        };
        dependencies(&self.own).any(|table| table.iter().any(is))
    }

    /// Returns true if a feature of Diesel is enabled.
    fn enables(&self, feature: &str) -> bool {
        let shared = self.workspace.as_ref().and_then(|workspace| {
            let workspace = workspace.get("workspace")?.as_table()?;
            workspace.get("dependencies")?.as_table()
        });
        let named = |table: &Table| table.get("diesel").is_some_and(|of| lists(of, feature));
        dependencies(&self.own).any(named) || shared.is_some_and(named)
    }
}

fn dependencies(manifest: &Table) -> impl Iterator<Item = &Table> {
    ["dependencies", "dev-dependencies"]
        .into_iter()
        .filter_map(|section| manifest.get(section)?.as_table())
}

/// Returns true if a dependency enables a feature.
fn lists(dependency: &Value, feature: &str) -> bool {
    let features = dependency.get("features").and_then(Value::as_array);
    let mut features = features.into_iter().flatten().filter_map(Value::as_str);
    features.any(|name| name == feature)
}
