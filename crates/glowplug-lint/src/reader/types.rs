//! Types, spelled in one way.

use glowplug::Database;
use glowplug::sql::LexemeKind;

use super::cursor::{Cursor, unquoted};
use crate::action::Type;

/// Words that begin what follows a type.
const ENDS: &[&str] = &[
    "AS",
    "AUTOINCREMENT",
    "AUTO_INCREMENT",
    "CHECK",
    "COLLATE",
    "COMMENT",
    "COMPRESSION",
    "CONSTRAINT",
    "DEFAULT",
    "FIRST",
    "AFTER",
    "GENERATED",
    "KEY",
    "NOT",
    "NULL",
    "ON",
    "PRIMARY",
    "REFERENCES",
    "STORAGE",
    "UNIQUE",
    "USING",
    "INVISIBLE",
    "VISIBLE",
    "CHARSET",
    "OPTIONS",
];

/// Takes a type.
pub(super) fn kind(cursor: &mut Cursor<'_>) -> Option<Type> {
    if cursor.is_one_of(ENDS) {
        return None;
    }
    let start = cursor.here();
    let name = cursor.name()?;
    let mut found = Type {
        name: name.key().to_lowercase(),
        ..Type::default()
    };
    if name.schema.as_deref() == Some("pg_catalog") {
        found.name = name.name;
    }
    match cursor.database() {
        Database::Postgres => postgres(cursor, &mut found),
        Database::Mysql => mysql(cursor, &mut found),
        Database::Sqlite => sqlite(cursor, &mut found),
    }
    found.name = canonical(&found.name).to_owned();
    found.span = cursor.since(start);
    Some(found)
}

fn postgres(cursor: &mut Cursor<'_>, found: &mut Type) {
    match found.name.as_str() {
        "double" if cursor.word("PRECISION") => found.name = "float8".to_owned(),
        "character" | "char" | "nchar" if cursor.word("VARYING") => {
            found.name = "varchar".to_owned();
        }
        "bit" if cursor.word("VARYING") => found.name = "varbit".to_owned(),
        "national" => {
            cursor.skip();
            let varying = cursor.word("VARYING");
            found.name = if varying { "varchar" } else { "char" }.to_owned();
        }
        _ => {}
    }
    arguments(cursor, found);
    if matches!(found.name.as_str(), "timestamp" | "time") {
        if cursor.words("WITH TIME ZONE") {
            found.name.push_str("tz");
        } else {
            cursor.words("WITHOUT TIME ZONE");
        }
    }
    while cursor.is_one_of(&["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"])
        && found.name == "interval"
    {
        cursor.skip();
    }
    if cursor.word("ARRAY") {
        found.array = true;
    }
    while cursor.symbol("[") {
        found.array = true;
        while !cursor.is_end() && !cursor.symbol("]") {
            cursor.skip();
        }
    }
}

fn mysql(cursor: &mut Cursor<'_>, found: &mut Type) {
    match found.name.as_str() {
        "double" => {
            cursor.word("PRECISION");
        }
        "national" | "long" => {
            if let Some(word) = cursor.identifier() {
                found.name = word;
            }
        }
        "character" | "char" if cursor.word("VARYING") => found.name = "varchar".to_owned(),
        _ => {}
    }
    arguments(cursor, found);
    loop {
        if cursor.word("UNSIGNED") {
            found.unsigned = true;
        } else if !(cursor.word("SIGNED") || cursor.word("ZEROFILL")) {
            break;
        }
    }
    // The width in which a whole number is shown is no part of its meaning.
    if found.name.ends_with("int") || found.name == "integer" {
        let is_boolean = found.name == "tinyint" && found.arguments == ["1"];
        if !is_boolean {
            found.arguments.clear();
        }
    }
}

fn sqlite(cursor: &mut Cursor<'_>, found: &mut Type) {
    while matches!(cursor.kind(), Some(LexemeKind::Word | LexemeKind::Name))
        && !cursor.is_one_of(ENDS)
    {
        if let Some(word) = cursor.identifier() {
            found.name.push(' ');
            found.name.push_str(&word);
        }
    }
    arguments(cursor, found);
}

fn arguments(cursor: &mut Cursor<'_>, found: &mut Type) {
    let Some(mut group) = cursor.group() else {
        return;
    };
    while let Some(part) = group.part() {
        let mut text = String::new();
        let mut part = part;
        while !part.is_end() {
            match part.kind() {
                Some(LexemeKind::String) => text.push_str(&unquoted(part.peek(0))),
                _ => text.push_str(&part.peek(0).to_lowercase()),
            }
            part.skip();
        }
        found.arguments.push(text);
    }
}

/// Returns the one spelling of a type with several.
fn canonical(name: &str) -> &str {
    match name {
        "int" | "int4" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "serial4" => "serial",
        "serial8" => "bigserial",
        "serial2" => "smallserial",
        "bool" => "boolean",
        "character varying" => "varchar",
        "character" | "bpchar" | "nchar" => "char",
        "decimal" | "dec" | "fixed" => "numeric",
        "double" | "float" => "float8",
        "real" => "float4",
        other => other,
    }
}
