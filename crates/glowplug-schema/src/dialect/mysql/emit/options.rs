//! Alters table options.

use glowplug::catalog::{Catalog, Column, Table};

use super::alteration::{Alteration, Rank};
use super::hazards::{copy, loss, may_fail, rewrite};
use super::partitions;
use super::versioned::{VERSIONED, is_period};
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::literal;

/// Returns the effective collation of a column, if it is a text column.
pub(super) fn collation(column: &Column, table: &Table, catalog: &Catalog) -> Option<String> {
    const TEXT: [&str; 8] = [
        "char",
        "varchar",
        "tinytext",
        "text",
        "mediumtext",
        "longtext",
        "enum",
        "set",
    ];
    if !TEXT.contains(&&*column.data_type.name.name) {
        return None;
    }
    let said = column.collation.clone();
    said.or_else(|| value(&table.options, "COLLATE"))
        .or_else(|| default(catalog, "COLLATE"))
}

/// Returns the value of an option.
fn value(options: &[String], name: &str) -> Option<String> {
    let mut pairs = options.iter().filter_map(|option| option.split_once('='));
    pairs.find_map(|(key, value)| (key == name).then(|| value.to_owned()))
}

fn default(catalog: &Catalog, name: &str) -> Option<String> {
    let options = catalog.table_defaults.0.split(' ').map(str::to_owned);
    value(&options.collect::<Vec<String>>(), name)
}

/// Adds the option changes of a table to its `ALTER TABLE`.
pub(super) fn alter(alteration: &mut Alteration, old: &Table, new: &Table, to: &Catalog) {
    for option in new.options.iter().filter(|one| !old.options.contains(one)) {
        set(alteration, option);
    }
    for option in &old.options {
        let name = option.split('=').next().unwrap_or(option);
        let said = |other: &String| other.split('=').next() == Some(name);
        if !new.options.iter().any(said) {
            reset(alteration, name, to);
        }
    }
    if old.comment != new.comment {
        let comment = literal(new.comment.as_deref().unwrap_or_default());
        alteration.clause(Rank::Option, format!("COMMENT = {comment}"));
    }
    partitions::alter(
        alteration,
        old.partitioned.as_ref(),
        new.partitioned.as_ref(),
    );
}

fn set(alteration: &mut Alteration, option: &str) {
    let name = option.split('=').next().unwrap_or(option);
    if option == VERSIONED {
        alteration.clause(Rank::Option, "ADD SYSTEM VERSIONING".to_owned());
        alteration.hazards(copy("rows get a history"));
        return;
    }
    if is_period(option) {
        let why = "each row is looked at for its period";
        alteration.clause(Rank::AddKey, format!("ADD {}", format::plain(option)));
        alteration.hazards([may_fail(why, "look for rows that end before they begin")]);
        return alteration.hazards(copy(why));
    }
    alteration.clause(Rank::Option, option.to_owned());
    dangers(alteration, name);
}

/// Resets an option to the server's default.
fn reset(alteration: &mut Alteration, name: &str, to: &Catalog) {
    if name == VERSIONED {
        alteration.clause(Rank::Option, "DROP SYSTEM VERSIONING".to_owned());
        let why = "the history of the rows is lost";
        alteration.hazards([loss(why, "keep a copy of the table with its history")]);
        return alteration.hazards(copy(why));
    }
    if is_period(name) {
        let period = name.split(" (").next().unwrap_or(name);
        let sql = format!("DROP {}", format::plain(period));
        alteration.clause(Rank::DropKey, sql);
        return alteration.hazards(copy("the period of the rows is dropped"));
    }
    let value = match name {
        "KEY_BLOCK_SIZE" | "MAX_ROWS" | "MIN_ROWS" | "AVG_ROW_LENGTH" | "CHECKSUM"
        | "DELAY_KEY_WRITE" => "0".to_owned(),
        "ENCRYPTION" => "'N'".to_owned(),
        "COMPRESSION" | "CONNECTION" => "''".to_owned(),
        _ => default(to, name).unwrap_or_else(|| "DEFAULT".to_owned()),
    };
    alteration.clause(Rank::Option, format!("{name}={value}"));
    dangers(alteration, name);
}

fn dangers(alteration: &mut Alteration, name: &str) {
    match name {
        "ENGINE" => alteration.hazards(copy("the table moves to another storage engine")),
        // These affect only statistics, hints and the default of new columns.
        "COLLATE" | "STATS_PERSISTENT" | "STATS_AUTO_RECALC" | "STATS_SAMPLE_PAGES"
        | "MAX_ROWS" | "MIN_ROWS" | "AVG_ROW_LENGTH" => {}
        other => alteration.hazards([rewrite(format!("rows are stored by another {other}"))]),
    }
}
