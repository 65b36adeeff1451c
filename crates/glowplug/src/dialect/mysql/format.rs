//! Formats the parts of definitions: columns, indexes, foreign keys.

use super::quote::{identifier, literal};
use super::tokens::{Token, tokens};
use crate::catalog::{Column, ForeignKey, Index, IndexKey, QualifiedName};

/// Formats a name, qualified if it is in another database.
pub fn name(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", identifier(schema), identifier(&name.name)),
        None => identifier(&name.name),
    }
}

/// Formats names as a list with commas.
fn names(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| identifier(name)).collect();
    names.join(", ")
}

/// Formats the key parts of an index: `(name(10), age DESC, (lower(a)))`.
pub(super) fn keys(keys: &[IndexKey]) -> String {
    let keys: Vec<String> = keys.iter().map(key).collect();
    format!("({})", keys.join(", "))
}

fn key(key: &IndexKey) -> String {
    let mut text = match (&key.column, &key.expression) {
        (Some(column), _) => identifier(column),
        (None, Some(period)) if period.ends_with(" WITHOUT OVERLAPS") => plain(period),
        (None, Some(expression)) => format!("({expression})"),
        (None, None) => String::new(),
    };
    if let Some(prefix) = key.prefix {
        text = format!("{text}({prefix})");
    }
    if key.descending {
        text.push_str(" DESC");
    }
    text
}

/// Formats `FOREIGN KEY (a) REFERENCES b (c) ON DELETE CASCADE`.
pub fn foreign_key(key: &ForeignKey) -> String {
    let mut text = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        names(&key.columns),
        name(&key.references),
        names(&key.referenced)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        let Some(action) = action.written() else {
            continue;
        };
        text = format!("{text} ON {event} {action}");
    }
    text
}

/// Formats `UNIQUE KEY a (b)`, with all options.
pub fn index(index: &Index) -> String {
    let kind = match (index.unique, index.method.as_str()) {
        (true, _) => "UNIQUE KEY".to_owned(),
        (false, "BTREE" | "HASH" | "RTREE" | "") => "KEY".to_owned(),
        (false, method) => format!("{method} KEY"),
    };
    let mut text = format!("{kind} {} {}", identifier(&index.name), keys(&index.keys));
    if index.method == "HASH" {
        text.push_str(" USING HASH");
    }
    for option in &index.options {
        text = format!("{text} {option}");
    }
    match &index.comment {
        Some(comment) => format!("{text} COMMENT {}", literal(comment)),
        None => text,
    }
}

/// Formats `name varchar(50) NOT NULL DEFAULT 'x'`, with all attributes of the column.
pub fn column(column: &Column) -> String {
    let is_json = is_json(column);
    let declared = if is_json {
        "json"
    } else {
        &column.data_type.sql
    };
    let mut text = format!("{} {declared}", identifier(&column.name));
    if let Some(collation) = column.collation.as_deref().filter(|_| !is_json) {
        text = format!("{text} COLLATE {collation}");
    }
    text.push_str(&computed(column));
    text.push_str(nullability(column));
    if let Some(default) = &column.default {
        text = format!("{text} DEFAULT {default}");
    }
    if let Some(update) = &column.on_update {
        text = format!("{text} ON UPDATE {update}");
    }
    if column.identity.is_some() {
        text.push_str(" AUTO_INCREMENT");
    }
    if column.invisible {
        text.push_str(" INVISIBLE");
    }
    for said in &column.storage {
        text = format!("{text} {said}");
    }
    if let Some(comment) = &column.comment {
        text = format!("{text} COMMENT {}", literal(comment));
    }
    match column.check.as_deref().filter(|_| !is_json) {
        Some(check) => format!("{text} CHECK ({check})"),
        None => text,
    }
}

/// Returns true if a column stores the start or end of a row's validity (MariaDB).
pub(super) fn is_row_time(column: &Column) -> bool {
    let generated = column.generated.as_ref();
    generated.is_some_and(|one| ["ROW START", "ROW END"].contains(&one.expression.as_str()))
}

/// Formats a list of quoted names, with quotes only where they are needed.
pub fn plain(list: &str) -> String {
    let mut text = String::with_capacity(list.len());
    let mut end = 0;
    for (range, token) in tokens(list) {
        if let (Token::Quoted(_), Some(name)) = (token, token.name()) {
            text.push_str(&list[end..range.start]);
            text.push_str(&identifier(&name));
            end = range.end;
        }
    }
    text.push_str(&list[end..]);
    text
}

/// Returns ` NOT NULL` or ` NULL` if it must be explicit.
fn nullability(column: &Column) -> &'static str {
    if is_row_time(column) {
        ""
    } else if !column.nullable {
        " NOT NULL"
    } else if column.data_type.name.name == "timestamp" {
        // On some servers, the first `timestamp` column of a table would otherwise be `NOT NULL`.
        " NULL"
    } else {
        ""
    }
}

/// Returns ` GENERATED ALWAYS AS …`; empty if the column is not generated.
fn computed(column: &Column) -> String {
    let Some(generated) = &column.generated else {
        return String::new();
    };
    let expression = &generated.expression;
    let kind = if generated.stored {
        "STORED"
    } else {
        "VIRTUAL"
    };
    match is_row_time(column) {
        true => format!(" GENERATED ALWAYS AS {expression}"),
        false => format!(" GENERATED ALWAYS AS ({expression}) {kind}"),
    }
}

/// The collation of MariaDB's `JSON`.
const JSON_COLLATION: &str = "utf8mb4_bin";

/// Returns true if a column is what MariaDB calls `JSON`.
fn is_json(column: &Column) -> bool {
    holds_json(column) && column.collation.as_deref() == Some(JSON_COLLATION)
}

/// Returns true if a column of MariaDB accepts only JSON.
pub fn holds_json(column: &Column) -> bool {
    column.data_type.sql == "longtext" && column.check.as_ref() == Some(&json_check(column))
}

/// Turns a column into what MariaDB makes of `JSON` in a database with these defaults.
pub fn make_json(column: &mut Column, defaults: &str) {
    "longtext".clone_into(&mut column.data_type.sql);
    "longtext".clone_into(&mut column.data_type.name.name);
    column.data_type.length = Some(u32::MAX);
    let usual = defaults.contains(&format!("COLLATE={JSON_COLLATION} "));
    column.collation = (!usual).then(|| JSON_COLLATION.to_owned());
    column.check = Some(json_check(column));
}

fn json_check(column: &Column) -> String {
    format!("json_valid({})", super::quote(&column.name))
}
