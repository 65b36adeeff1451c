use super::word;
use crate::catalog::DataType;

/// A value of a type.
pub(super) fn literal(data_type: &DataType, row: u32) -> Option<String> {
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
        "point" | "geometry" => format!("ST_GeomFromText('POINT({row} {row})')"),
        _ => return None,
    })
}

/// The first value of `enum('a','b')`, as a literal.
fn first_word(sql: &str) -> Option<String> {
    let inside = sql.split_once('(')?.1;
    let end = inside.find("',").or_else(|| inside.rfind('\''))?;
    Some(format!("{}'", &inside[..end]))
}

/// `decimal(2,2)` has no room before the point.
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
