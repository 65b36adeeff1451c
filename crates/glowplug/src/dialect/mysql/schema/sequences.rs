//! Reads MariaDB's sequences. Each is a table with one row; a single query reads all of them.

use super::{Reader, cell};
use crate::catalog::{QualifiedName, Sequence};
use crate::dialect::mysql::inspect::is_ours;
use crate::dialect::mysql::{query, quote};
use crate::error::ServerError;
use crate::model::{Row, Value};
use crate::session::Caching;

impl Reader<'_> {
    pub(super) async fn sequences(&mut self, tables: &[Row]) -> Result<Vec<Sequence>, ServerError> {
        let names = tables.iter().filter(|row| cell(row, 1) == "SEQUENCE");
        let names: Vec<String> = names
            .map(|row| cell(row, 0))
            .filter(|name| !is_ours(name))
            .collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let selects: Vec<String> = names
            .iter()
            .map(|name| {
                format!(
                    "SELECT ?, start_value, increment, minimum_value, maximum_value, \
                     CAST(cache_size AS SIGNED), cycle_option FROM {}",
                    quote(name)
                )
            })
            .collect();
        let values: Vec<Value> = names
            .iter()
            .map(|name| Value::from(name.as_str()))
            .collect();
        let sql = selects.join(" UNION ALL ");
        let answer = query::rows(self.connection, &sql, &values, Caching::Once).await?;
        let mut sequences: Vec<Sequence> = answer.rows.iter().map(sequence).collect();
        sequences.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(sequences)
    }
}

fn sequence(row: &Row) -> Sequence {
    let number = |index: usize| row[index].as_integer().unwrap_or_default();
    Sequence {
        name: QualifiedName::plain(cell(row, 0)),
        data_type: "bigint".to_owned(),
        start: number(1),
        increment: number(2),
        minimum: number(3),
        maximum: number(4),
        cache: number(5),
        cycles: number(6) != 0,
        unlogged: false,
        owner: None,
        comment: None,
    }
}
