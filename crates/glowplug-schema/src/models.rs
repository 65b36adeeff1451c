//! Generates structs for the rows of tables, in files that the user owns: missing structs are
//! added, differences are reported, and existing code is never overwritten.
//!
//! Tables, columns, types and names are those that [`print_schema`](crate::print::print_schema)
//! prints. For each table there is a struct for reading (`Server`), one for inserting
//! (`NewServer`), and one for changing a row (`ServerPatch`); for each enum of PostgreSQL and MySQL
//! there is an enum with what Diesel needs to read and write it.
//!
//! | module | what |
//! | --- | --- |
//! | `settings`, `report` | the request and the result |
//! | `tables`, `relations` | the tables as in `schema.rs` |
//! | `rust_type`, `naming`, `paths` | types, names, modules |
//! | `draft` | the structs that a table should have |
//! | `existing`, `matching` | the structs that a project has |
//! | `compare` | how both differ |
//! | `placement`, `imports`, `text`, `write` | what is added, and where |

mod compare;
mod draft;
mod existing;
mod imports;
mod matching;
mod naming;
mod paths;
mod placement;
mod relations;
mod report;
mod rust_type;
mod settings;
mod tables;
mod text;
mod write;

use std::path::PathBuf;

pub use existing::File;
pub use report::{Difference, DifferenceKind, FileChange, Need, Report, Reported, State};
pub use settings::{Kind, Settings};

use glowplug::catalog::Catalog;
use glowplug::error::{Error, Result};

use compare::Comparison;
use existing::FoundStruct;
use placement::{Addition, Site};
use tables::{ModelTable, Tables};

use crate::nearest;
use crate::print::PrintSchema;

/// Compares the structs in the files of a project with its tables, and drafts the missing ones.
/// Writes nothing.
///
/// # Errors
/// The errors of [`print_schema`](crate::print::print_schema); files that are not valid Rust; a
/// table in the settings that does not exist.
pub fn models(
    catalog: &Catalog,
    schemas: &[PrintSchema],
    settings: &Settings,
    files: &[File],
) -> Result<Report> {
    let out = settings.out.clone();
    let out = out.unwrap_or_else(|| PathBuf::from("src/models"));
    let (existing, passed_over) = existing::read(files, &out)?;
    let tables = tables::find(catalog, schemas, settings, &existing.paths)?;
    for name in &settings.tables {
        let is = |table: &ModelTable| table.name.name == *name || table.name.to_string() == *name;
        if !tables.tables.iter().any(is) {
            return Err(no_table(name, &tables));
        }
    }
    let site = Site::new(&tables, &existing, settings, out);
    let additions = site.additions();
    let mut report = Report {
        files: write::files(&site, &additions, catalog.database),
        remarks: [tables.remarks.as_slice(), &passed_over].concat(),
        problems: tables.problems.clone(),
        ..Report::default()
    };
    for table in site.tables.tables.iter().filter(|table| table.wanted) {
        report.structs.extend(compared(&site, table));
    }
    report.structs.extend(compared_enums(&site));
    for (file, additions) in &additions {
        let added = additions
            .iter()
            .map(|addition| missing(&tables, *addition, file.clone()));
        report.structs.extend(added);
    }
    report.structs.sort_by(|one, other| {
        let order = |of: &Reported| (of.kind == Kind::Enum, of.of.clone(), of.kind, of.line);
        order(one).cmp(&order(other))
    });
    if !additions.is_empty() {
        let added = additions.values().flatten();
        report.needs = draft::needs(added.filter_map(|addition| match addition {
            Addition::Struct(number, _) => Some(&tables.tables[*number]),
            Addition::Enum(_) => None,
        }));
        report
            .remarks
            .extend(without_query_id(schemas, &report.structs));
    }
    Ok(report)
}

/// Returns the error for a table that does not exist, with the most similar names.
fn no_table(name: &str, tables: &Tables) -> Error {
    let names = tables.tables.iter().map(|table| table.name.name.as_str());
    let near = nearest(name, names).into_iter();
    let near: Vec<String> = near.map(|name| format!("`{name}`")).collect();
    let near = match near.is_empty() {
        true => String::new(),
        false => format!("; did you mean {}?", near.join(" or ")),
    };
    Error::Usage(format!("`schema.rs` has no table `{name}`{near}"))
}

/// Compares the existing structs of a table.
fn compared<'a>(site: &Site<'a>, table: &'a ModelTable) -> Vec<Reported> {
    let mut reported = Vec::new();
    for kind in Kind::STRUCTS {
        let matched = site.matched(table, kind);
        let wholes = matched.whole.iter().map(|found| (*found, true));
        let partial = matched.partial.iter().map(|found| (*found, false));
        for (found, is_whole) in wholes.chain(partial) {
            if site.settings.makes(kind) && !site.settings.ignores(&found.name, None) {
                reported.push(one(site, table, kind, found, is_whole));
            }
        }
    }
    reported
}

fn one(
    site: &Site<'_>,
    table: &ModelTable,
    kind: Kind,
    found: &FoundStruct,
    is_whole: bool,
) -> Reported {
    let comparison = Comparison {
        table,
        kind,
        found,
        is_whole,
        enums: &site.tables.enums,
        settings: site.settings,
    };
    let differences = comparison.differences();
    Reported {
        name: found.name.clone(),
        kind,
        of: table.name.to_string(),
        state: state(&differences),
        file: found.spot.file.clone(),
        line: Some(found.spot.line),
        differences,
    }
}

/// Compares the existing enums.
fn compared_enums(site: &Site<'_>) -> Vec<Reported> {
    let enums = site.tables.enums.iter().enumerate();
    let found = enums.filter_map(|(number, of)| {
        let found = site.found_enum(number)?;
        if site.settings.ignores(&found.name, None) {
            return None;
        }
        let differences = compare::of_enum(of, found, site.existing);
        Some(Reported {
            name: found.name.clone(),
            kind: Kind::Enum,
            of: of.name.clone(),
            state: state(&differences),
            file: found.spot.file.clone(),
            line: Some(found.spot.line),
            differences,
        })
    });
    found.collect()
}

const fn state(differences: &[Difference]) -> State {
    match differences.is_empty() {
        true => State::Same,
        false => State::Differs,
    }
}

fn missing(tables: &Tables, addition: Addition, file: PathBuf) -> Reported {
    let (name, kind, of) = match addition {
        Addition::Enum(number) => {
            let of = &tables.enums[number];
            (of.rust_name.clone(), Kind::Enum, of.name.clone())
        }
        Addition::Struct(number, kind) => {
            let table = &tables.tables[number];
            (table.name_of(kind), kind, table.name.to_string())
        }
    };
    Reported {
        name,
        kind,
        of,
        state: State::Missing,
        file,
        line: None,
        differences: Vec::new(),
    }
}

/// Returns a remark if enums are added whose SQL types do not derive `QueryId`. Without it Diesel
/// accepts no value of a type in most queries.
fn without_query_id(schemas: &[PrintSchema], structs: &[Reported]) -> Option<String> {
    let mut added = structs.iter().filter(|of| of.state == State::Missing);
    let has_enum = added.any(|of| of.kind == Kind::Enum);
    let derives = |print: &PrintSchema| {
        let mut derives = print.custom_type_derives.iter().flatten();
        derives.any(|path| path.ends_with("QueryId"))
    };
    (has_enum && !schemas.iter().all(derives)).then(|| {
        "enums can stand in queries once the types in `schema.rs` derive `QueryId`: in `diesel.toml` \
         `custom_type_derives = [\"diesel::query_builder::QueryId\"]`"
            .to_owned()
    })
}
