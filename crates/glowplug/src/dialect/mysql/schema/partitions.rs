//! Reads the partitioning of tables.

use super::{cell, filled, parts};
use crate::catalog::Partitioned;
use crate::dialect::mysql::quote::{identifier, literal};
use crate::model::Row;

/// Returns the `PARTITION BY` clause with all partitions, one per line.
pub(super) fn partitioned(rows: &[Row]) -> Option<Partitioned> {
    let first = rows.first()?;
    let method = cell(first, 2);
    let mut by = format!("{method} ({})", cell(first, 3));
    if let Some(method) = filled(first, 6) {
        let count = rows.iter().filter(|row| row[1] == first[1]).count();
        let expression = cell(first, 7);
        by = format!("{by}\nSUBPARTITION BY {method} ({expression})\nSUBPARTITIONS {count}");
    }
    // The server numbers the partitions of hash and key partitioning itself.
    if method.ends_with("HASH") || method.ends_with("KEY") {
        let count = parts(rows).count();
        by = format!("{by}\nPARTITIONS {count}");
    } else {
        let lines: Vec<String> = parts(rows)
            .map(|rows| partition(&rows[0], &method))
            .collect();
        by = format!("{by} (\n    {}\n)", lines.join(",\n    "));
    }
    Some(Partitioned { by })
}

fn partition(row: &Row, method: &str) -> String {
    let values = if method.starts_with("RANGE") {
        " VALUES LESS THAN"
    } else if method.starts_with("LIST") {
        " VALUES IN"
    } else {
        ""
    };
    let mut text = format!("PARTITION {}{values}", identifier(&cell(row, 1)));
    if let Some(bound) = filled(row, 4) {
        text = if bound == "DEFAULT" {
            format!("PARTITION {} DEFAULT", identifier(&cell(row, 1)))
        } else {
            format!("{text} ({bound})")
        };
    }
    match filled(row, 5) {
        Some(comment) => format!("{text} COMMENT = {}", literal(&comment)),
        None => text,
    }
}
