//! Sample rows to test migrations with.

use glowplug::catalog::{Catalog, Column, DataType, TypeKind, TypeName};
use glowplug::dialect::Quoting as _;
use glowplug::dialect::postgres::Postgres;

use crate::dialect::sample_rows::{SampleRows, word};

impl SampleRows for Postgres {
    fn typed(&self, catalog: &Catalog, data_type: &DataType, row: u32) -> Option<String> {
        literal(catalog, data_type, row)
    }

    fn value(&self, column: &Column, text: &str) -> String {
        format!("CAST({} AS {})", self.literal(text), column.data_type.sql)
    }

    fn overriding(&self) -> &'static str {
        " OVERRIDING SYSTEM VALUE"
    }

    fn is_empty(&self, tables: &[String]) -> Option<String> {
        Some(is_empty(tables))
    }

    fn clear(&self, tables: &[String]) -> Vec<String> {
        clear(tables)
    }
}

/// Returns a value of a type, with a cast to it.
fn literal(catalog: &Catalog, data_type: &DataType, row: u32) -> Option<String> {
    let text = match &data_type.element {
        Some(element) => format!("{{{}}}", element_text(catalog, data_type, element, row)?),
        None => text(catalog, data_type, row)?,
    };
    let escaped = text.replace('\'', "''");
    Some(format!("CAST('{escaped}' AS {})", data_type.sql))
}

/// The sequences, except those of the bookkeeping, that have been used.
const USED_SEQUENCES: &str = "pg_catalog.pg_sequence s
    JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
    WHERE NOT starts_with(c.relname::text, '__glowplug_')
        AND c.relpersistence <> 't'
        AND pg_catalog.pg_sequence_last_value(s.seqrelid) IS NOT NULL";

/// Returns a query that is true if these tables never had a row, and no sequence was used.
fn is_empty(names: &[String]) -> String {
    format!(
        "SELECT NOT EXISTS (
    SELECT FROM unnest({}) AS name WHERE pg_relation_size(name) > 0
) AND NOT EXISTS (
    SELECT FROM {USED_SEQUENCES}
)",
        array(names)
    )
}

/// Returns statements that empty these tables and restart all sequences. Tables without rows are
/// left out, because `TRUNCATE` creates a new file for each table.
fn clear(names: &[String]) -> Vec<String> {
    let truncate = format!(
        "DO $glowplug$
DECLARE
    filled text;
BEGIN
    SELECT string_agg(name::text, ', ') INTO filled
    FROM unnest({}) AS name
    WHERE pg_relation_size(name) > 0;
    IF filled IS NOT NULL THEN
        EXECUTE 'TRUNCATE ' || filled || ' CASCADE';
    END IF;
END
$glowplug$",
        array(names)
    );
    let restart =
        format!("SELECT pg_catalog.setval(s.seqrelid, s.seqstart, false) FROM {USED_SEQUENCES}");
    vec![truncate, restart]
}

fn array(names: &[String]) -> String {
    let names = names
        .iter()
        .map(|name| format!("'{}'", name.replace('\'', "''")));
    let names: Vec<String> = names.collect();
    format!("ARRAY[{}]::regclass[]", names.join(", "))
}

/// Returns an array element as it is written between the braces.
fn element_text(
    catalog: &Catalog,
    array: &DataType,
    element: &TypeName,
    row: u32,
) -> Option<String> {
    let of = DataType {
        name: element.clone(),
        element: None,
        ..array.clone()
    };
    let text = text(catalog, &of, row)?;
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("\"{escaped}\""))
}

fn text(catalog: &Catalog, data_type: &DataType, row: u32) -> Option<String> {
    let named = |name: &glowplug::catalog::QualifiedName| {
        name.name == data_type.name.name && name.schema == data_type.name.schema
    };
    match data_type.kind {
        TypeKind::Enum => {
            let of = catalog.enums.iter().find(|of| named(&of.name))?;
            let count = of.values.len().max(1);
            of.values.get(row as usize % count).cloned()
        }
        TypeKind::Composite => {
            let of = catalog.composites.iter().find(|of| named(&of.name))?;
            Some(format!(
                "({})",
                ",".repeat(of.attributes.len().saturating_sub(1))
            ))
        }
        TypeKind::Range => Some(range(&data_type.name.name).to_owned()),
        TypeKind::Domain => base(data_type.base.as_ref()?.name.as_str(), data_type, row),
        TypeKind::Base => base(&data_type.name.name, data_type, row),
    }
}

/// Returns an empty multirange or range.
fn range(name: &str) -> &'static str {
    if name.ends_with("multirange") {
        "{}"
    } else {
        "empty"
    }
}

/// Returns a value of a built-in type, or of an extension that is common in projects.
fn base(name: &str, data_type: &DataType, row: u32) -> Option<String> {
    let day = row % 28 + 1;
    Some(match name {
        "int2" | "int4" | "int8" | "oid" | "money" => row.to_string(),
        "float4" | "float8" => format!("{row}.5"),
        "numeric" => numeric(&data_type.sql, row),
        "bool" => (row % 2 == 1).to_string(),
        "text" | "varchar" | "bpchar" | "citext" | "name" => word(row, data_type.length),
        "char" => word(row, Some(1)),
        "bytea" => format!("\\x{row:02x}"),
        "date" => format!("2026-01-{day:02}"),
        "timestamp" | "timestamptz" => format!("2026-01-{day:02} 12:00:00"),
        "time" | "timetz" => format!("12:{:02}:00", row % 60),
        "interval" => format!("{row} days"),
        "uuid" => format!("00000000-0000-4000-8000-{row:012x}"),
        "json" | "jsonb" => format!("{{\"row\": {row}}}"),
        "jsonpath" => "$".to_owned(),
        "xml" => format!("<row>{row}</row>"),
        "inet" => format!("10.0.0.{}", row % 256),
        "cidr" => format!("10.0.{}.0/24", row % 256),
        "macaddr" => format!("08:00:2b:01:02:{:02x}", row % 256),
        "macaddr8" => format!("08:00:2b:01:02:03:04:{:02x}", row % 256),
        "bit" => "1".repeat(data_type.length.unwrap_or(1) as usize),
        "varbit" => "1".to_owned(),
        "tsvector" | "tsquery" | "ltree" | "lquery" => word(row, None),
        "hstore" => format!("row=>{row}"),
        "point" => format!("({row},{row})"),
        "line" => "{1,-1,0}".to_owned(),
        "lseg" | "box" | "path" => format!("(0,0),({row},{row})"),
        "polygon" => format!("((0,0),({row},0),(0,{row}))"),
        "circle" => format!("<(0,0),{row}>"),
        "pg_lsn" => format!("0/{row:X}"),
        _ => return None,
    })
}

/// Returns a value that fits: `numeric(2,2)` has no digits before the decimal point.
fn numeric(sql: &str, row: u32) -> String {
    let modifiers = sql.split_once('(').map_or("", |(_, rest)| rest);
    let mut numbers = modifiers.trim_end_matches(')').split(',');
    let mut next = || numbers.next()?.trim().parse::<i32>().ok();
    match (next(), next()) {
        (Some(precision), Some(scale)) if precision <= scale => "0".to_owned(),
        _ => (row % 10).to_string(),
    }
}
