//! One table with its parts.

use diesel_async::AsyncMysqlConnection;

use super::inspect::text;
use super::query;
use crate::error::ServerError;
use crate::model::{Column, ForeignKey, Index, Row, TableDescription, Value};
use crate::session::Reuse;

const TABLE: &str = "SELECT LOWER(table_type), table_comment FROM information_schema.tables \
     WHERE table_schema = ? AND table_name = ?";
const COLUMNS: &str = "SELECT column_name, column_type, is_nullable, column_default, extra, \
     generation_expression, column_comment FROM information_schema.columns \
     WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";
const INDEXES: &str = "SELECT index_name, non_unique, index_type, column_name, sub_part, \
     collation FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? \
     ORDER BY index_name <> 'PRIMARY', index_name, seq_in_index";
const KEYS: &str = "SELECT part.constraint_name, part.column_name, part.referenced_table_name, \
     part.referenced_column_name, LOWER(rule.update_rule), LOWER(rule.delete_rule) \
     FROM information_schema.key_column_usage AS part \
     JOIN information_schema.referential_constraints AS rule \
     ON rule.constraint_schema = part.constraint_schema \
     AND rule.constraint_name = part.constraint_name AND rule.table_name = part.table_name \
     WHERE part.table_schema = ? AND part.table_name = ? \
     AND part.referenced_table_name IS NOT NULL \
     ORDER BY part.constraint_name, part.ordinal_position";
const REFERENCES: &str = "SELECT CONCAT(table_name, '.', constraint_name), table_name, \
     column_name FROM information_schema.key_column_usage \
     WHERE referenced_table_schema = ? AND referenced_table_name = ? \
     ORDER BY table_name, constraint_name, ordinal_position";
const MARIADB_CHECKS: &str = "SELECT check_clause FROM information_schema.check_constraints \
     WHERE constraint_schema = ? AND table_name = ? ORDER BY constraint_name";
const MYSQL_CHECKS: &str = "SELECT rule.check_clause \
     FROM information_schema.table_constraints AS tied \
     JOIN information_schema.check_constraints AS rule \
     ON rule.constraint_schema = tied.constraint_schema \
     AND rule.constraint_name = tied.constraint_name \
     WHERE tied.table_schema = ? AND tied.table_name = ? AND tied.constraint_type = 'CHECK' \
     ORDER BY tied.constraint_name";
const TRIGGERS: &str = "SELECT trigger_name FROM information_schema.triggers \
     WHERE event_object_schema = ? AND event_object_table = ? ORDER BY trigger_name";

pub(super) async fn describe(
    connection: &mut AsyncMysqlConnection,
    schema: &str,
    name: &str,
    is_mariadb: bool,
) -> Result<Option<TableDescription>, ServerError> {
    let names = [Value::from(schema), Value::from(name)];
    let mut read = async |sql: &str| {
        let answer = query::rows(connection, sql, &names, Reuse::Once).await?;
        Ok::<Vec<Row>, ServerError>(answer.rows)
    };
    let table = read(TABLE).await?;
    let Some(table) = table.first() else {
        return Ok(None);
    };
    let kind = match text(table, 0).as_deref() {
        Some("base table") | None => "table".to_owned(),
        Some(other) => other.to_owned(),
    };
    let checks = if is_mariadb {
        MARIADB_CHECKS
    } else {
        MYSQL_CHECKS
    };
    let comment = text(table, 1).filter(|text| !text.is_empty() && kind != "view");
    Ok(Some(TableDescription {
        schema: None,
        name: name.to_owned(),
        comment,
        kind,
        columns: read(COLUMNS).await?.iter().map(column).collect(),
        indexes: groups(&read(INDEXES).await?).map(index).collect(),
        foreign_keys: groups(&read(KEYS).await?).map(key).collect(),
        referenced_by: groups(&read(REFERENCES).await?).map(reference).collect(),
        checks: first_column(&read(checks).await?),
        triggers: first_column(&read(TRIGGERS).await?),
    }))
}

/// Rows that belong together: neighbours with the same first value.
fn groups(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|left, right| left[0] == right[0])
}

fn first_column(rows: &[Row]) -> Vec<String> {
    rows.iter().filter_map(|row| text(row, 0)).collect()
}

fn joined(rows: &[Row], part: impl Fn(&Row) -> String) -> String {
    let parts: Vec<String> = rows.iter().map(part).collect();
    parts.join(", ")
}

fn column(row: &Row) -> Column {
    let filled = |index: usize| text(row, index).filter(|text| !text.is_empty());
    // MariaDB writes the default of a nullable column as `NULL`.
    let default = text(row, 3).filter(|default| default != "NULL");
    let generated = filled(5).map(|expression| format!("as ({expression})"));
    let extra = filled(4).filter(|extra| extra != "DEFAULT_GENERATED");
    let parts: Vec<String> = [generated, default, extra].into_iter().flatten().collect();
    Column {
        name: text(row, 0).unwrap_or_default(),
        data_type: text(row, 1).unwrap_or_default(),
        nullable: row[2].as_text() == Some("YES"),
        default: Some(parts.join(" ")).filter(|text| !text.is_empty()),
        comment: filled(6),
    }
}

fn index(rows: &[Row]) -> Index {
    let name = text(&rows[0], 0).unwrap_or_default();
    let parts = joined(rows, |row| {
        // MySQL's indexes on expressions have no column here.
        let column = text(row, 3).unwrap_or_else(|| "expression".to_owned());
        let length = row[4].as_integer().map(|length| format!("({length})"));
        let order = if row[5].as_text() == Some("D") {
            " desc"
        } else {
            ""
        };
        format!("{column}{}{order}", length.unwrap_or_default())
    });
    let method = text(&rows[0], 2).unwrap_or_default().to_lowercase();
    Index {
        primary: name == "PRIMARY",
        unique: rows[0][1].as_bool() == Some(false),
        valid: true,
        definition: format!("{method} ({parts})"),
        name,
    }
}

fn key(rows: &[Row]) -> ForeignKey {
    let first = &rows[0];
    let columns = joined(rows, |row| text(row, 1).unwrap_or_default());
    let targets = joined(rows, |row| text(row, 3).unwrap_or_default());
    let table = text(first, 2).unwrap_or_default();
    let mut definition = format!("({columns}) → {table} ({targets})");
    for (index, event) in [(4, "update"), (5, "delete")] {
        let rule = text(first, index).unwrap_or_default();
        // `RESTRICT` and `NO ACTION` mean the same, and are the default.
        if !matches!(rule.as_str(), "" | "restrict" | "no action") {
            definition = format!("{definition} on {event} {rule}");
        }
    }
    ForeignKey {
        name: text(first, 0),
        definition,
    }
}

fn reference(rows: &[Row]) -> String {
    let columns = joined(rows, |row| text(row, 2).unwrap_or_default());
    format!("{} ({columns})", text(&rows[0], 1).unwrap_or_default())
}
