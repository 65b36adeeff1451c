//! One table with its parts.

use diesel::SqliteConnection;

use super::definition::Definition;
use super::quote;
use super::statement::{query, texts};
use crate::error::ServerError;
use crate::model::{Column, ForeignKey, Index, Row, Rows, TableDescription, Value};
use crate::session::Reuse;

/// A table that is there.
pub(super) struct Found {
    pub(super) schema: String,
    pub(super) name: String,
    kind: String,
    without_rowid: bool,
}

impl Found {
    /// The name as it stands in a statement.
    pub(super) fn qualified(&self) -> String {
        format!("{}.{}", quote(&self.schema), quote(&self.name))
    }

    fn values(&self) -> [Value; 2] {
        [self.name.as_str().into(), self.schema.as_str().into()]
    }
}

/// Finds a table or view by `name`, then by `schema.name`.
pub(super) fn find(
    connection: &mut SqliteConnection,
    table: &str,
) -> Result<Option<Found>, ServerError> {
    let spellings = std::iter::once(("main", table)).chain(table.split_once('.'));
    for (schema, name) in spellings {
        let sql = "SELECT schema, name, type, wr FROM pragma_table_list \
                   WHERE schema = ? COLLATE NOCASE AND name = ? COLLATE NOCASE";
        let rows = query(connection, sql, &[schema.into(), name.into()], Reuse::Once)?;
        if let Some(row) = rows.rows.first() {
            return Ok(Some(Found {
                schema: text(row, 0),
                name: text(row, 1),
                kind: match text(row, 2).as_str() {
                    "virtual" => "virtual table".to_owned(),
                    "shadow" => "shadow table".to_owned(),
                    kind => kind.to_owned(),
                },
                without_rowid: row[3].as_bool() == Some(true),
            }));
        }
    }
    Ok(None)
}

/// Describes a table or view.
pub(super) fn describe(
    connection: &mut SqliteConnection,
    table: &str,
) -> Result<Option<TableDescription>, ServerError> {
    let Some(found) = find(connection, table)? else {
        return Ok(None);
    };
    let master = format!("{}.sqlite_master", quote(&found.schema));
    let sql = format!("SELECT sql FROM {master} WHERE type IN ('table', 'view') AND name = ?");
    let created = texts(connection, &sql, &[found.name.as_str().into()])?.concat();
    let definition = (found.kind == "table").then(|| Definition::read(&created));
    let sql =
        format!("SELECT name FROM {master} WHERE type = 'trigger' AND tbl_name = ? ORDER BY 1");
    let triggers = texts(connection, &sql, &[found.name.as_str().into()])?;
    let columns = pragma(connection, "table_xinfo", &found)?;
    Ok(Some(TableDescription {
        schema: Some(found.schema.clone()).filter(|schema| schema != "main"),
        name: found.name.clone(),
        kind: found.kind.clone(),
        comment: None,
        columns: describe_columns(&columns, &found, definition.as_ref()),
        indexes: indexes(connection, &found, &columns, &master)?,
        foreign_keys: foreign_keys(connection, &found)?,
        referenced_by: referenced_by(connection, &found, &master)?,
        checks: definition
            .map(|definition| definition.checks())
            .unwrap_or_default(),
        triggers,
    }))
}

/// Columns: cid, name, type, notnull, dflt_value, pk, hidden.
fn describe_columns(
    columns: &Rows,
    found: &Found,
    definition: Option<&Definition<'_>>,
) -> Vec<Column> {
    let shown = columns
        .rows
        .iter()
        .filter(|row| row[6] != Value::Integer(1));
    let alias = rowid_alias(columns, found);
    shown
        .map(|row| {
            let name = text(row, 1);
            let generated = match row[6] {
                Value::Integer(2) => Some("VIRTUAL"),
                Value::Integer(3) => Some("STORED"),
                _ => None,
            };
            let default = generated.map_or_else(
                || row[4].as_text().map(str::to_owned),
                |kept| {
                    let expression = definition.and_then(|definition| definition.generated(&name));
                    Some(format!(
                        "GENERATED ALWAYS AS {} {kept}",
                        expression.unwrap_or_default()
                    ))
                },
            );
            Column {
                data_type: text(row, 2),
                nullable: row[3].as_bool() == Some(false) && alias.as_ref() != Some(&name),
                default,
                comment: None,
                name,
            }
        })
        .collect()
}

/// The column that is another name of the row's number, which is never `NULL` and has no index
/// (<https://www.sqlite.org/lang_createtable.html#rowid>).
fn rowid_alias(columns: &Rows, found: &Found) -> Option<String> {
    let mut keys = columns
        .rows
        .iter()
        .filter(|row| row[5] != Value::Integer(0));
    let key = keys.next()?;
    let alone = keys.next().is_none() && !found.without_rowid && found.kind == "table";
    (alone && text(key, 2).eq_ignore_ascii_case("INTEGER")).then(|| text(key, 1))
}

fn indexes(
    connection: &mut SqliteConnection,
    found: &Found,
    columns: &Rows,
    master: &str,
) -> Result<Vec<Index>, ServerError> {
    // seq, name, unique, origin, partial
    let listed = pragma(connection, "index_list", found)?;
    let mut indexes = Vec::new();
    for row in listed.rows.iter().rev() {
        let (name, origin) = (text(row, 1), text(row, 3));
        let sql = format!("SELECT sql FROM {master} WHERE type = 'index' AND name = ?");
        let created = texts(connection, &sql, &[name.as_str().into()])?.pop();
        let definition = match created {
            Some(created) => created,
            None => {
                let sql = "SELECT name FROM pragma_index_xinfo(?, ?) WHERE key = 1 ORDER BY seqno";
                let values = [name.as_str().into(), found.schema.as_str().into()];
                let columns = texts(connection, sql, &values)?.join(", ");
                let kind = if origin == "pk" {
                    "PRIMARY KEY"
                } else {
                    "UNIQUE"
                };
                format!("{kind} ({columns})")
            }
        };
        indexes.push(Index {
            name,
            primary: origin == "pk",
            unique: row[2].as_bool() == Some(true),
            valid: true,
            definition,
        });
    }
    let indexed = indexes.iter().any(|index| index.primary);
    if let Some(alias) = rowid_alias(columns, found).filter(|_| !indexed) {
        let index = Index {
            name: "rowid".to_owned(),
            primary: true,
            unique: true,
            valid: true,
            definition: format!("PRIMARY KEY ({alias})"),
        };
        indexes.insert(0, index);
    }
    Ok(indexes)
}

fn foreign_keys(
    connection: &mut SqliteConnection,
    found: &Found,
) -> Result<Vec<ForeignKey>, ServerError> {
    // id, seq, table, from, to, on_update, on_delete, match; the newest comes first
    let listed = pragma(connection, "foreign_key_list", found)?;
    let mut keys: Vec<Vec<&Row>> = Vec::new();
    for row in &listed.rows {
        match keys.last_mut() {
            Some(key) if key[0][0] == row[0] => key.push(row),
            _ => keys.push(vec![row]),
        }
    }
    let mut foreign_keys = Vec::new();
    for key in keys.iter().rev() {
        let parent = text(key[0], 2);
        let from: Vec<String> = key.iter().map(|row| text(row, 3)).collect();
        let to: Vec<String> = if key[0][4].is_null() {
            let sql = "SELECT name FROM pragma_table_info(?, ?) WHERE pk > 0 ORDER BY pk";
            texts(
                connection,
                sql,
                &[parent.as_str().into(), found.schema.as_str().into()],
            )?
        } else {
            key.iter().map(|row| text(row, 4)).collect()
        };
        let mut definition = format!("({}) → {parent} ({})", from.join(", "), to.join(", "));
        for (when, action) in [("update", text(key[0], 5)), ("delete", text(key[0], 6))] {
            if action != "NO ACTION" {
                definition.push_str(&format!(" on {when} {}", action.to_lowercase()));
            }
        }
        foreign_keys.push(ForeignKey {
            name: None,
            definition,
        });
    }
    Ok(foreign_keys)
}

fn referenced_by(
    connection: &mut SqliteConnection,
    found: &Found,
    master: &str,
) -> Result<Vec<String>, ServerError> {
    let sql = format!(
        "SELECT m.name || ' (' || group_concat(f.\"from\", ', ' ORDER BY f.seq) || ')' \
         FROM {master} AS m, pragma_foreign_key_list(m.name, ?) AS f \
         WHERE m.type = 'table' AND f.\"table\" = ? COLLATE NOCASE \
             AND m.name <> ? COLLATE NOCASE \
         GROUP BY m.name, f.id ORDER BY m.name, f.id DESC"
    );
    let name = || Value::from(found.name.as_str());
    texts(
        connection,
        &sql,
        &[found.schema.as_str().into(), name(), name()],
    )
}

/// The rows of a pragma about a table.
fn pragma(
    connection: &mut SqliteConnection,
    pragma: &str,
    found: &Found,
) -> Result<Rows, ServerError> {
    let sql = format!("SELECT * FROM pragma_{pragma}(?, ?)");
    query(connection, &sql, &found.values(), Reuse::Once)
}

fn text(row: &Row, index: usize) -> String {
    row[index].as_text().unwrap_or_default().to_owned()
}
