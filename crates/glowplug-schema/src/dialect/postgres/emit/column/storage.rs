//! Storage, compression, statistics target and attribute options of a column.

use glowplug::catalog::Column;

use super::super::super::quote::quote;

/// Returns the clauses that change these settings.
pub(in super::super) fn clauses(column: &Column, from: &[String], to: &[String]) -> Vec<String> {
    let name = quote(&column.name);
    let start = format!("ALTER COLUMN {name}");
    let mut clauses = Vec::new();
    for setting in to.iter().filter(|setting| !from.contains(setting)) {
        clauses.push(format!("{start} SET {setting}"));
    }
    for setting in from {
        let word = setting.split(' ').next().unwrap_or_default();
        let stays = to.iter().any(|other| other.split(' ').next() == Some(word));
        let reset = match word {
            "STORAGE" => format!("SET STORAGE {}", usual(&column.data_type.name.name)),
            "COMPRESSION" => "SET COMPRESSION default".to_owned(),
            "STATISTICS" => "SET STATISTICS -1".to_owned(),
            // `(n_distinct=5, …)`: resets what is not set again.
            _ => {
                let names = options(setting).filter(|name| {
                    !to.iter()
                        .any(|other| options(other).any(|other| other == *name))
                });
                let names: Vec<_> = names.collect();
                if !names.is_empty() {
                    clauses.push(format!("{start} RESET ({})", names.join(", ")));
                }
                continue;
            }
        };
        if !stays {
            clauses.push(format!("{start} {reset}"));
        }
    }
    clauses
}

fn options(setting: &str) -> impl Iterator<Item = &str> {
    let list = setting
        .starts_with('(')
        .then(|| setting.trim_matches(['(', ')']));
    list.into_iter()
        .flat_map(|list| list.split(", "))
        .map(|option| option.split('=').next().unwrap_or(option))
}

/// Returns the default storage of a type (`typstorage`).
fn usual(of: &str) -> &'static str {
    match of {
        "numeric" | "inet" | "cidr" => "MAIN",
        "bool" | "int2" | "int4" | "int8" | "float4" | "float8" | "date" | "time" | "timetz"
        | "timestamp" | "timestamptz" | "interval" | "uuid" | "money" | "name" | "oid"
        | "point" | "macaddr" | "macaddr8" => "PLAIN",
        _ => "EXTENDED",
    }
}
