//! Structs for the rows of tables, in files that a person owns afterwards: what is missing is
//! added, what differs is told, and nothing that stands there is written over.
//!
//! Tables, columns, types and names are those that [`print_schema`](crate::print::print_schema)
//! prints. Of each table there is a struct that is read (`Server`), one that is inserted
//! (`NewServer`), and one that changes a row (`ServerPatch`); of each enum of PostgreSQL and MySQL
//! an enum with what Diesel needs to read and write it.
//!
//! | module | what |
//! | --- | --- |
//! | `settings`, `report` | what is asked for, what came of it |
//! | `tables`, `relations` | the tables as `schema.rs` has them |
//! | `rust_type`, `naming`, `paths` | types, names, modules |
//! | `draft` | the structs that a table should have |
//! | `existing`, `matching` | the structs that a project has |
//! | `compare` | how both differ |
//! | `place`, `imports`, `text`, `write` | what is added, and where |

mod compare;
mod draft;
mod existing;
mod imports;
mod matching;
mod naming;
mod paths;
mod place;
mod relations;
mod report;
mod rust_type;
mod settings;
mod tables;
mod text;
mod write;

use std::path::PathBuf;

pub use existing::File;
pub use report::{Difference, DifferenceKind, FileChange, Report, Reported, State};
pub use settings::{Kind, Settings};

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::print::PrintSchema;
use compare::Comparison;
use existing::FoundStruct;
use place::{Addition, Site};
use tables::{ModelTable, Tables};

/// Compares the structs in the files of a project with its tables, and drafts what is missing.
/// Writes nothing.
///
/// # Errors
/// What hinders [`print_schema`](crate::print::print_schema); files that are no Rust; a table that
/// is named in the settings and is not there.
pub fn models(
    catalog: &Catalog,
    schemas: &[PrintSchema],
    settings: &Settings,
    files: &[File],
) -> Result<Report> {
    let tables = tables::find(catalog, schemas, settings)?;
    for name in &settings.tables {
        let is = |table: &ModelTable| table.name.name == *name || table.name.to_string() == *name;
        if !tables.tables.iter().any(is) {
            return Err(Error::Usage(format!("`schema.rs` has no table `{name}`")));
        }
    }
    let out = settings.out.clone();
    let out = out.unwrap_or_else(|| PathBuf::from("src/models"));
    let (existing, passed_over) = existing::read(files, &out)?;
    let site = Site::new(&tables, &existing, settings, out);
    let additions = site.additions();
    let mut report = Report {
        files: write::files(&site, &additions, catalog.database),
        remarks: [tables.remarks.as_slice(), &passed_over].concat(),
        ..Report::default()
    };
    for table in tables.tables.iter().filter(|table| table.wanted) {
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

/// The structs of a table that are there.
fn compared(site: &Site<'_>, table: &ModelTable) -> Vec<Reported> {
    let mut reported = Vec::new();
    let Some(table) = site.tables.tables.iter().find(|of| of.name == table.name) else {
        return reported;
    };
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

/// The enums that are there.
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

/// Diesel takes no value of a type into most queries without this derive.
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
