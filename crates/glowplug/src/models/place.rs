//! Where everything stands or will stand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::draft;
use super::existing::{Existing, FoundEnum, FoundStruct, Spot};
use super::matching::{self, Matched};
use super::paths;
use super::settings::{Kind, Settings};
use super::tables::{Held, ModelTable, Tables};
use crate::catalog::QualifiedName;

/// What is there, and what is missing.
pub(super) struct Site<'a> {
    pub(super) tables: &'a Tables,
    pub(super) existing: &'a Existing,
    pub(super) settings: &'a Settings,
    pub(super) out: PathBuf,
    matched: BTreeMap<(&'a QualifiedName, Kind), Matched<'a>>,
}

/// Something that is to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Addition {
    /// An enum, by its number.
    Enum(usize),
    /// A struct, by the number of its table.
    Struct(usize, Kind),
}

/// A place of a type.
pub(super) struct Home {
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
        for table in &tables.tables {
            for kind in Kind::STRUCTS {
                let found = matching::find(existing, tables, table, kind);
                matched.insert((&table.name, kind), found);
            }
        }
        Self {
            tables,
            existing,
            settings,
            out,
            matched,
        }
    }

    /// The structs of a table and kind that are there.
    pub(super) fn matched(&self, table: &'a ModelTable, kind: Kind) -> &Matched<'a> {
        &self.matched[&(&table.name, kind)]
    }

    /// Whether a struct is to be added.
    fn adds(&self, table: &'a ModelTable, kind: Kind) -> bool {
        table.wanted
            && self.settings.makes(kind)
            && !self.settings.ignores(&table.name_of(kind), None)
            && self.matched(table, kind).whole.is_none()
            && draft::draft(table, kind).is_some()
    }

    /// All that is to be added, by file.
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
                    Held::Enum(number, _) => Some(*number),
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
            // What others are made of comes first.
            file.sort();
        }
        additions
    }

    /// The file for the structs of a table: that of those that are there, else its own.
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
        let table = name.and_then(|name| {
            let mut tables = self.tables.tables.iter();
            tables.find(|table| table.name == *name)
        });
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

    /// The enum of a number that is there.
    pub(super) fn found_enum(&self, number: usize) -> Option<&'a FoundEnum> {
        let of = &self.tables.enums[number];
        let last = of.path.last().map_or("", String::as_str);
        let mut enums = self.existing.enums.iter();
        enums
            .find(|found| found.sql_types.iter().any(|name| name == last))
            .or_else(|| {
                let mut enums = self.existing.enums.iter();
                enums.find(|found| found.name == of.rust_name)
            })
    }

    /// How a file names an enum.
    pub(super) fn path_of_enum(&self, from: &Path, number: usize) -> String {
        let home = match self.found_enum(number) {
            Some(found) => Home::of(&found.spot, &found.name),
            None => Home {
                file: self.file_of_enum(number),
                module: Vec::new(),
                name: self.tables.enums[number].rust_name.clone(),
            },
        };
        home.seen_from(from)
    }

    /// How a file names the rows of the tables that one belongs to, with the columns; those that
    /// have no struct are left out.
    pub(super) fn parents(&self, from: &Path, table: &ModelTable) -> Vec<(String, String)> {
        let parents = table.parents.iter().filter_map(|parent| {
            let mut tables = self.tables.tables.iter();
            let of = tables.find(|of| of.name == parent.table)?;
            let home = match self.matched(of, Kind::Row).whole {
                Some(found) => is_parent(found).then(|| Home::of(&found.spot, &found.name)),
                None => self.adds(of, Kind::Row).then(|| Home {
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

/// Whether something can belong to a struct.
fn is_parent(found: &FoundStruct) -> bool {
    found.attributes.derives("Identifiable")
}

impl Home {
    fn of(spot: &Spot, name: &str) -> Self {
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
