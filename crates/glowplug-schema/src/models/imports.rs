//! Tracks the imports of a file, to write paths as short as the file allows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use syn::ext::IdentExt;
use syn::{File, Item, UseTree};

/// The names in one file.
#[derive(Clone)]
pub(super) struct Names {
    /// Whether `use` lines may be written: the file is new.
    is_new: bool,
    /// The imported names, by full path.
    imported: BTreeMap<String, String>,
    /// The modules that are imported with `*`.
    globs: BTreeSet<String>,
    /// The names that the file defines.
    defined: BTreeSet<String>,
}

/// Matches paths with more than one segment.
static PATHS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z_]\w*(?:::\w+)+").expect("a pattern"));

/// The maximum width of a line.
const WIDTH: usize = 100;

/// The module from which Diesel's derives are imported.
const PRELUDE: &str = "diesel::prelude";

impl Names {
    /// Returns the names in a new file that defines these types.
    pub(super) fn of_new(defined: impl IntoIterator<Item = String>) -> Self {
        Self {
            is_new: true,
            imported: BTreeMap::new(),
            globs: BTreeSet::new(),
            defined: defined.into_iter().collect(),
        }
    }

    /// Returns the names in an existing file.
    pub(super) fn of_file(file: &File) -> Self {
        let mut names = Self::of_new([]);
        names.is_new = false;
        for item in &file.items {
            if let Item::Use(item) = item {
                names.take(&[], &item.tree);
            }
        }
        names
    }

    fn take(&mut self, before: &[String], tree: &UseTree) {
        let join = |name: &syn::Ident| [before, &[name.unraw().to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.take(&join(&path.ident), &path.tree),
            UseTree::Name(name) => {
                let path = join(&name.ident);
                let last = path.last().cloned().unwrap_or_default();
                self.imported.insert(path.join("::"), last);
            }
            UseTree::Rename(rename) => {
                let path = join(&rename.ident).join("::");
                self.imported
                    .insert(path, rename.rename.unraw().to_string());
            }
            UseTree::Glob(_) => {
                self.globs.insert(before.join("::"));
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.take(before, tree);
                }
            }
        }
    }

    /// Returns how a path is written in this file; imports it if the file is new.
    pub(super) fn name(&mut self, path: &str) -> String {
        if let Some(name) = self.imported.get(path) {
            return name.clone();
        }
        let Some((module, last)) = path.rsplit_once("::") else {
            return path.to_owned();
        };
        if self.globs.contains(module) {
            return last.to_owned();
        }
        let taken = self.defined.contains(last) || self.imported.values().any(|name| name == last);
        if !self.is_new || taken {
            return path.to_owned();
        }
        self.imported.insert(path.to_owned(), last.to_owned());
        last.to_owned()
    }

    /// Returns how a derive of Diesel is written in this file.
    pub(super) fn derive(&mut self, name: &str) -> String {
        if self.is_new {
            self.globs.insert(PRELUDE.to_owned());
        }
        let path = format!("diesel::{name}");
        match self.globs.contains(PRELUDE) {
            true => name.to_owned(),
            false => match self.imported.get(&format!("{PRELUDE}::{name}")) {
                Some(name) => name.clone(),
                None => self.name(&path),
            },
        }
    }

    /// Shortens the paths in a type to the names in this file.
    pub(super) fn shorten(&mut self, text: &str) -> String {
        PATHS
            .replace_all(text, |found: &regex::Captures<'_>| self.name(&found[0]))
            .into_owned()
    }

    /// Returns the `use` lines of a new file, formatted as by `rustfmt`.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut modules: BTreeMap<(u8, &str), Vec<&str>> = BTreeMap::new();
        for path in self.imported.keys() {
            if let Some((module, name)) = path.rsplit_once("::") {
                modules
                    .entry((rank(module), module))
                    .or_default()
                    .push(name);
            }
        }
        for module in &self.globs {
            modules.entry((rank(module), module)).or_default().push("*");
        }
        let mut lines = Vec::new();
        for ((rank, module), mut names) in modules {
            names.sort_unstable_by_key(|name| (*name == "*", *name));
            let together = format!("use {module}::{{{}}};", names.join(", "));
            if names.len() > 1 && together.len() <= WIDTH {
                lines.push((rank, together));
                continue;
            }
            let single = names.iter().map(|name| format!("use {module}::{name};"));
            lines.extend(single.map(|line| (rank, line)));
        }
        // Braces sort after the modules next to them.
        lines.sort_by_cached_key(|(rank, line)| {
            let names = line.split("::").map(|name| name.replace('{', "~"));
            (*rank, names.collect::<Vec<_>>())
        });
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// Returns the group of a path among the `use` lines.
fn rank(module: &str) -> u8 {
    match module.split("::").next() {
        Some("self") => 0,
        Some("super") => 1,
        Some("crate") => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_imports_what_it_names() {
        let mut names = Names::of_new(["Utc".to_owned()]);
        assert_eq!(
            names.shorten("Option<chrono::DateTime<chrono::Utc>>"),
            "Option<DateTime<chrono::Utc>>"
        );
        assert_eq!(names.name("super::servers::Server"), "Server");
        assert_eq!(names.name("crate::other::Server"), "crate::other::Server");
        assert_eq!(names.derive("Queryable"), "Queryable");
        let lines = [
            "use super::servers::Server;",
            "use chrono::DateTime;",
            "use diesel::prelude::*;",
        ];
        assert_eq!(names.lines(), lines);
    }

    #[test]
    fn a_file_that_is_there_keeps_its_names() {
        let file =
            "use chrono::{DateTime as Time, Utc};\nuse diesel::Queryable;\nuse crate::other::*;";
        let mut names = Names::of_file(&syn::parse_file(file).unwrap());
        assert_eq!(names.shorten("chrono::DateTime<chrono::Utc>"), "Time<Utc>");
        assert_eq!(names.derive("Queryable"), "Queryable");
        assert_eq!(names.derive("Selectable"), "diesel::Selectable");
        assert_eq!(names.name("crate::other::Server"), "Server");
        assert_eq!(names.name("uuid::Uuid"), "uuid::Uuid");
    }
}
