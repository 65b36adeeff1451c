//! Sample rows on MySQL.

use glowplug::catalog::{Catalog, Column, DataType};
use glowplug::dialect::Quoting as _;
use glowplug::dialect::mysql::Mysql;

use crate::dialect::sample_rows::{SampleRows, delete_all, word};

impl SampleRows for Mysql {
    fn typed(&self, _: &Catalog, data_type: &DataType, row: u32) -> Option<String> {
        literal(data_type, row)
    }

    fn value(&self, _: &Column, text: &str) -> String {
        self.literal(text)
    }

    fn insert_defaults(&self, table: &str) -> String {
        format!("INSERT INTO {table} () VALUES ()")
    }

    fn readable(&self, column: &Column) -> String {
        let name = self.quoted(&column.name);
        match needs_conversion(&column.data_type) {
            true => format!("HEX({name}) AS {name}"),
            false => name,
        }
    }

    fn clear(&self, tables: &[String]) -> Vec<String> {
        let (off, on) = ("SET foreign_key_checks = 0", "SET foreign_key_checks = 1");
        delete_all(off, tables, on)
    }
}

/// Returns a value of a type; `None` if there is none.
fn literal(data_type: &DataType, row: u32) -> Option<String> {
    let day = row % 28 + 1;
    Some(match data_type.name.name.as_str() {
        "tinyint" if data_type.sql.starts_with("tinyint(1)") => (row % 2).to_string(),
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" => row.to_string(),
        "decimal" | "float" | "double" => decimal(&data_type.sql, row),
        "bit" => "b'1'".to_owned(),
        "char" | "varchar" => format!("'{}'", word(row, data_type.length)),
        "tinytext" | "text" | "mediumtext" | "longtext" => format!("'{}'", word(row, None)),
        "json" => "'{}'".to_owned(),
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => {
            format!("x'{:02x}'", row % 256)
        }
        "date" => format!("'2026-01-{day:02}'"),
        "datetime" | "timestamp" => format!("'2026-01-{day:02} 12:00:00'"),
        "time" => format!("'12:{:02}:00'", row % 60),
        "year" => "2026".to_owned(),
        "enum" | "set" => first_word(&data_type.sql)?,
        "uuid" => format!("'00000000-0000-4000-8000-{row:012x}'"),
        "inet4" => format!("'10.0.0.{}'", row % 256),
        "inet6" => format!("'::{:x}'", row % 256),
        "vector" => format!("x'{}'", "0000803f".repeat(dimensions(&data_type.sql))),
        name => shape(name, &data_type.sql, row % 80)?,
    })
}

/// Returns true if the driver cannot read values of a type.
fn needs_conversion(data_type: &DataType) -> bool {
    let name = data_type.name.name.as_str();
    name == "vector" || shape(name, "", 0).is_some()
}

/// Returns a value of a spatial type, in the spatial reference system of its column.
fn shape(name: &str, sql: &str, row: u32) -> Option<String> {
    let line = format!("({row} {row}, {row} 1)");
    let ring = format!("((0 0, {row} 1, 1 1, 0 0))");
    let text = match name {
        "geometry" | "point" => format!("POINT({row} {row})"),
        "linestring" => format!("LINESTRING{line}"),
        "polygon" => format!("POLYGON{ring}"),
        "multipoint" => format!("MULTIPOINT({row} {row}, 1 1)"),
        "multilinestring" => format!("MULTILINESTRING({line})"),
        "multipolygon" => format!("MULTIPOLYGON({ring})"),
        "geometrycollection" | "geomcollection" => {
            format!("GEOMETRYCOLLECTION(POINT({row} {row}))")
        }
        _ => return None,
    };
    let system = sql.split_once(" SRID ").map(|(_, system)| system.trim());
    let system = system.map(|system| format!(", {system}"));
    let system = system.unwrap_or_default();
    Some(format!("ST_GeomFromText('{text}'{system})"))
}

/// Returns the number of dimensions of `vector(3)`.
fn dimensions(sql: &str) -> usize {
    let inside = sql.split(['(', ')']).nth(1);
    inside.and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// Returns the first value of `enum('a','b')` as a literal.
fn first_word(sql: &str) -> Option<String> {
    let inside = sql.split_once('(')?.1;
    let end = inside.find("',").or_else(|| inside.rfind('\''))?;
    Some(format!("{}'", &inside[..end]))
}

/// Returns a value for a numeric type. `decimal(2,2)` has no digits before the point.
fn decimal(sql: &str, row: u32) -> String {
    let modifiers = sql.split_once('(').map_or("", |(_, rest)| rest);
    let modifiers = modifiers.split_once(')').map_or("", |(inside, _)| inside);
    let mut numbers = modifiers.split(',');
    let mut next = || numbers.next()?.trim().parse::<u32>().ok();
    match (next(), next()) {
        (Some(precision), Some(scale)) if precision <= scale => "0".to_owned(),
        _ => (row % 10).to_string(),
    }
}
