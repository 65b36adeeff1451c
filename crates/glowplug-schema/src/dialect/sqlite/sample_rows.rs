//! Sample rows on SQLite.

use glowplug::catalog::{Catalog, Column, DataType};
use glowplug::dialect::Quoting as _;
use glowplug::dialect::sqlite::Sqlite;

use crate::dialect::sample_rows::{SampleRows, delete_all, word};

impl SampleRows for Sqlite {
    fn typed(&self, _: &Catalog, data_type: &DataType, row: u32) -> Option<String> {
        Some(literal(data_type, row))
    }

    fn value(&self, _: &Column, text: &str) -> String {
        match text.parse::<f64>() {
            Ok(_) => text.to_owned(),
            Err(_) => self.literal(text),
        }
    }

    fn clear(&self, tables: &[String]) -> Vec<String> {
        let (off, on) = ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON");
        delete_all(off, tables, on)
    }
}

/// Returns a value that fits the affinity of a type.
/// <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>
fn literal(data_type: &DataType, row: u32) -> String {
    let declared = data_type.sql.to_ascii_lowercase();
    let has = |word: &str| declared.contains(word);
    if has("int") || has("bool") {
        row.to_string()
    } else if has("char") || has("clob") || has("text") || has("json") || has("uuid") {
        format!("'{}'", word(row, None))
    } else if has("blob") || declared.is_empty() {
        format!("x'{:02x}'", row % 256)
    } else if has("real") || has("floa") || has("doub") {
        format!("{row}.5")
    } else if has("date") || has("time") {
        format!("'2026-01-{:02} 12:00:00'", row % 28 + 1)
    } else {
        row.to_string()
    }
}
