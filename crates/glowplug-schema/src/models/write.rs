//! Writes the additions into the text of files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use glowplug::model::Database;

use super::draft;
use super::existing::Existing;
use super::imports::Names;
use super::paths;
use super::placement::{Addition, Site};
use super::report::FileChange;
use super::tables::ValueType;
use super::text::{self, Surroundings};

/// Returns the files with the additions. The existing text stays as it is, byte for byte.
pub(super) fn files(
    site: &Site<'_>,
    additions: &BTreeMap<PathBuf, Vec<Addition>>,
    database: Database,
) -> Vec<FileChange> {
    let mut changes: BTreeMap<PathBuf, FileChange> = BTreeMap::new();
    for (path, added) in modules(site, additions) {
        let change = with_modules(site.existing, &path, &added);
        changes.insert(path, change);
    }
    for (path, added) in additions {
        let text = pieces(site, path, added, database);
        let change = changes.remove(path);
        changes.insert(path.clone(), appended(site.existing, path, &text, change));
    }
    changes.into_values().collect()
}

/// Returns the text that is added to a file.
fn pieces(site: &Site<'_>, path: &Path, added: &[Addition], database: Database) -> String {
    let tables = site.tables;
    let drafts = || {
        added.iter().filter_map(|addition| match addition {
            Addition::Struct(number, kind) => draft::draft(&tables.tables[*number], *kind),
            Addition::Enum(_) => None,
        })
    };
    let found = site.existing.names(path);
    let is_new = found.is_none();
    let mut names = found.unwrap_or_else(|| {
        let enums = added.iter().filter_map(|addition| match addition {
            Addition::Enum(number) => Some(tables.enums[*number].rust_name.clone()),
            Addition::Struct(..) => None,
        });
        Names::of_new(drafts().map(|draft| draft.name).chain(enums))
    });
    let enums = enums(site, path, added);
    let mut around = Surroundings {
        database,
        derives: &site.settings.derives,
        parents: Vec::new(),
        enums: &enums,
    };
    let mut pieces = Vec::new();
    for addition in added {
        if let Addition::Enum(number) = addition {
            pieces.push(text::of_enum(&tables.enums[*number], &around, &mut names));
        }
    }
    for draft in drafts() {
        around.parents = site.parents(path, draft.table);
        pieces.push(text::of_struct(&draft, &around, &mut names));
    }
    if is_new {
        let lines = names.lines();
        pieces.insert(0, lines.iter().map(|line| format!("{line}\n")).collect());
    }
    pieces.join("\n")
}

/// Returns the paths by which a file refers to the enums of its additions, by index.
fn enums(site: &Site<'_>, path: &Path, added: &[Addition]) -> BTreeMap<usize, String> {
    let tables = added.iter().filter_map(|addition| match addition {
        Addition::Struct(number, _) => Some(&site.tables.tables[*number]),
        Addition::Enum(_) => None,
    });
    let held = tables
        .flat_map(|table| &table.columns)
        .map(|column| &column.held);
    let numbers = held.filter_map(|held| match held {
        ValueType::Enum(number, _) => Some(*number),
        _ => None,
    });
    numbers
        .map(|number| (number, site.path_of_enum(path, number)))
        .collect()
}

/// Returns the modules that have to be declared, by the file that declares them.
fn modules(
    site: &Site<'_>,
    additions: &BTreeMap<PathBuf, Vec<Addition>>,
) -> BTreeMap<PathBuf, Vec<String>> {
    let mut modules: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    if !site.settings.has_folder(&site.out) {
        return modules;
    }
    let own = paths::module_file(&site.out, |path| site.existing.has(path));
    let known = site.existing.modules.get(&own);
    let is_known = |name: &str| known.is_some_and(|known| known.iter().any(|of| of.name == name));
    for path in additions.keys() {
        let name = path.file_stem().and_then(|name| name.to_str());
        if let Some(name) = name
            && path.parent() == Some(&site.out)
            && *path != own
            && !is_known(name)
        {
            modules
                .entry(own.clone())
                .or_default()
                .push(name.to_owned());
        }
    }
    modules
}

/// Adds `pub mod` lines to a file, in alphabetical order.
fn with_modules(existing: &Existing, path: &Path, added: &[String]) -> FileChange {
    let before = existing.text(path).unwrap_or_default();
    let end = line_end(before);
    let none = Vec::new();
    let known = existing.modules.get(path).unwrap_or(&none);
    let mut lines: Vec<String> = before.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(last) = lines.last_mut()
        && !last.ends_with('\n')
    {
        last.push_str(end);
    }
    let all = lines.len();
    // From the end, so that the line numbers before stay valid.
    for name in added.iter().rev() {
        let below = known
            .iter()
            .filter(|of| of.name < *name)
            .map(|of| of.lines.1)
            .max();
        let above = known.iter().map(|of| of.lines.0 - 1).min();
        let place = below.or(above).unwrap_or(all);
        lines.insert(place, format!("pub mod {name};{end}"));
    }
    FileChange {
        path: path.to_owned(),
        is_new: !existing.has(path),
        added: added
            .iter()
            .map(|name| format!("pub mod {name};\n"))
            .collect(),
        text: lines.concat(),
    }
}

/// Appends a text to a file.
fn appended(
    existing: &Existing,
    path: &Path,
    added: &str,
    change: Option<FileChange>,
) -> FileChange {
    let (before, said) = match change {
        Some(change) => (change.text, change.added),
        None => (
            existing.text(path).unwrap_or_default().to_owned(),
            String::new(),
        ),
    };
    let end = line_end(&before);
    let mut text = before;
    if !text.is_empty() {
        if !text.ends_with('\n') {
            text.push_str(end);
        }
        text.push_str(end);
    }
    text.push_str(&added.replace('\n', end));
    FileChange {
        path: path.to_owned(),
        is_new: !existing.has(path),
        added: format!("{said}{added}"),
        text,
    }
}

/// Returns the line ending of a text.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
