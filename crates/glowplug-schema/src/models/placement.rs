//! Determines where structs and enums are, or will be added.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use glowplug::catalog::QualifiedName;

use super::draft;
use super::existing::{Existing, FoundEnum, FoundStruct, SourcePosition};
use super::matching::{Index, Matched};
use super::paths;
use super::settings::{Kind, Settings};
use super::tables::{ModelTable, Tables, ValueType};

/// The existing structs and enums, and the missing ones.
pub(super) struct Site<'a> {
    pub(super) tables: &'a Tables,
    pub(super) existing: &'a Existing,
    pub(super) settings: &'a Settings,
    pub(super) out: PathBuf,
    matched: BTreeMap<(&'a QualifiedName, Kind), Matched<'a>>,
    by_name: HashMap<&'a QualifiedName, &'a ModelTable>,
    /// The existing enums, by the index of those that should exist.
    found_enums: Vec<Option<&'a FoundEnum>>,
}

/// A struct or enum that is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Addition {
    /// An enum, by its index.
    Enum(usize),
    /// A struct, by the index of its table.
    Struct(usize, Kind),
}

/// The location of a type.
pub(super) struct TypeLocation {
    pub(super) file: PathBuf,
    pub(super) module: Vec<String>,
    pub(super) name: String,
}

impl<'a> Site<'a> {
    pub(super) fn new(
        tables: &'a Tables,
        existing: &'a Existing,
        settings: &'a Settings,
        out: PathBuf,
    ) -> Self {
        let mut matched = BTreeMap::new();
        let index = Index::new(existing, tables);
        for table in &tables.tables {
            for kind in Kind::STRUCTS {
                let found = index.find(table, kind);
                matched.insert((&table.name, kind), found);
            }
        }
        Self {
            tables,
            existing,
            settings,
            out,
            matched,
            by_name: tables
                .tables
                .iter()
                .map(|table| (&table.name, table))
                .collect(),
            found_enums: found_enums(tables, existing),
        }
    }

    /// Returns the existing structs of a table and kind.
    pub(super) fn matched(&self, table: &'a ModelTable, kind: Kind) -> &Matched<'a> {
        &self.matched[&(&table.name, kind)]
    }

    /// Returns true if a struct is added.
    fn adds(&self, table: &'a ModelTable, kind: Kind) -> bool {
        table.wanted
            && self.settings.makes(kind)
            && !self.settings.ignores(&table.name_of(kind), None)
            && self.matched(table, kind).whole.is_none()
            && draft::draft(table, kind).is_some()
    }

    /// Returns everything that is added, by file.
    pub(super) fn additions(&self) -> BTreeMap<PathBuf, Vec<Addition>> {
        let mut additions: BTreeMap<PathBuf, Vec<Addition>> = BTreeMap::new();
        let mut enums = Vec::new();
        for (number, table) in self.tables.tables.iter().enumerate() {
            for kind in Kind::STRUCTS {
                if !self.adds(table, kind) {
                    continue;
                }
                let file = additions.entry(self.file_of(table)).or_default();
                file.push(Addition::Struct(number, kind));
                let held = table.columns.iter().map(|column| &column.held);
                enums.extend(held.filter_map(|held| match held {
                    ValueType::Enum(number, _) => Some(*number),
                    _ => None,
                }));
            }
        }
        enums.sort_unstable();
        enums.dedup();
        for number in enums {
            let name = &self.tables.enums[number].rust_name;
            if self.found_enum(number).is_none() && !self.settings.ignores(name, None) {
                let file = additions.entry(self.file_of_enum(number)).or_default();
                file.push(Addition::Enum(number));
            }
        }
        for file in additions.values_mut() {
            // Enums come before the structs that use them.
            file.sort();
        }
        additions
    }

    /// Returns the file for the structs of a table: that of its existing structs, or else its own.
    fn file_of(&self, table: &'a ModelTable) -> PathBuf {
        let mut found = Kind::STRUCTS
            .iter()
            .filter_map(|kind| self.matched(table, *kind).whole)
            .filter(|found| found.spot.module.is_empty());
        match found.next() {
            Some(found) => found.spot.file.clone(),
            None => self.own_file(&table.file_name),
        }
    }

    fn file_of_enum(&self, number: usize) -> PathBuf {
        let of = &self.tables.enums[number];
        let name = of.table.as_ref();
        let table = name.and_then(|name| self.by_name.get(name).copied());
        match table {
            Some(table) => self.file_of(table),
            None => self.own_file("enums"),
        }
    }

    fn own_file(&self, name: &str) -> PathBuf {
        match self.settings.has_folder(&self.out) {
            true => self.out.join(format!("{name}.rs")),
            false => self.out.clone(),
        }
    }

    /// Returns the existing enum for an index.
    pub(super) fn found_enum(&self, number: usize) -> Option<&'a FoundEnum> {
        self.found_enums[number]
    }

    /// Returns the path by which a file refers to an enum.
    pub(super) fn path_of_enum(&self, from: &Path, number: usize) -> String {
        let home = match self.found_enum(number) {
            Some(found) => TypeLocation::of(&found.spot, &found.name),
            None => TypeLocation {
                file: self.file_of_enum(number),
                module: Vec::new(),
                name: self.tables.enums[number].rust_name.clone(),
            },
        };
        home.seen_from(from)
    }

    /// Returns the paths by which a file refers to the structs of a table's parents, with the
    /// columns. Parents without a struct are left out.
    pub(super) fn parents(&self, from: &Path, table: &ModelTable) -> Vec<(String, String)> {
        let parents = table.parents.iter().filter_map(|parent| {
            let of = *self.by_name.get(&parent.table)?;
            let home = match self.matched(of, Kind::Row).whole {
                Some(found) => is_parent(found).then(|| TypeLocation::of(&found.spot, &found.name)),
                None => self.adds(of, Kind::Row).then(|| TypeLocation {
                    file: self.file_of(of),
                    module: Vec::new(),
                    name: of.struct_name.clone(),
                }),
            };
            Some((home?.seen_from(from), parent.column.clone()))
        });
        parents.collect()
    }
}

/// Finds the existing enums: each by its SQL type, or else by its name.
fn found_enums<'a>(tables: &Tables, existing: &'a Existing) -> Vec<Option<&'a FoundEnum>> {
    let (mut by_type, mut by_name) = (HashMap::new(), HashMap::new());
    for found in &existing.enums {
        by_name.entry(found.name.as_str()).or_insert(found);
        for name in &found.sql_types {
            by_type.entry(name.as_str()).or_insert(found);
        }
    }
    let enums = tables.enums.iter();
    let found = enums.map(|of| {
        let last = of.path.last().map_or("", String::as_str);
        let found = by_type
            .get(last)
            .or_else(|| by_name.get(of.rust_name.as_str()));
        found.copied()
    });
    found.collect()
}

/// Returns true if another struct can belong to this one.
fn is_parent(found: &FoundStruct) -> bool {
    found.attributes.derives("Identifiable")
}

impl TypeLocation {
    fn of(spot: &SourcePosition, name: &str) -> Self {
        Self {
            file: spot.file.clone(),
            module: spot.module.clone(),
            name: name.to_owned(),
        }
    }

    fn seen_from(&self, from: &Path) -> String {
        if self.file != from {
            return paths::between(from, &self.file, &self.module, &self.name);
        }
        let module = self.module.iter().map(|name| format!("{name}::"));
        format!("{}{}", module.collect::<String>(), self.name)
    }
}
