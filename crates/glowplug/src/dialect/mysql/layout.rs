//! How the parts of definitions are written.

use super::reserved::{identifier, literal};
use crate::catalog::{Column, ForeignKey, Index, IndexKey, QualifiedName, ReferentialAction};

/// A name, with its database where that is another one.
pub(super) fn name(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", identifier(schema), identifier(&name.name)),
        None => identifier(&name.name),
    }
}

/// Names with commas between them.
fn names(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| identifier(name)).collect();
    names.join(", ")
}

/// `(name(10), age DESC, (lower(a)))`.
pub(super) fn keys(keys: &[IndexKey]) -> String {
    let keys: Vec<String> = keys.iter().map(key).collect();
    format!("({})", keys.join(", "))
}

fn key(key: &IndexKey) -> String {
    let mut text = match (&key.column, &key.expression) {
        (Some(column), _) => identifier(column),
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

/// `FOREIGN KEY (a) REFERENCES b (c) ON DELETE CASCADE`.
pub(super) fn foreign_key(key: &ForeignKey) -> String {
    let mut text = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        names(&key.columns),
        name(&key.references),
        names(&key.referenced)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        let action = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "RESTRICT",
            ReferentialAction::Cascade => "CASCADE",
            ReferentialAction::SetNull => "SET NULL",
            ReferentialAction::SetDefault => "SET DEFAULT",
        };
        text = format!("{text} ON {event} {action}");
    }
    text
}

/// `UNIQUE KEY a (b)`, with all its options.
pub(super) fn index(index: &Index) -> String {
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

/// `name varchar(50) NOT NULL DEFAULT 'x'`, with all that is said of a column.
pub(super) fn column(column: &Column) -> String {
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
    if let Some(generated) = &column.generated {
        let kind = if generated.stored {
            "STORED"
        } else {
            "VIRTUAL"
        };
        let expression = &generated.expression;
        text = format!("{text} GENERATED ALWAYS AS ({expression}) {kind}");
    }
    if !column.nullable {
        text.push_str(" NOT NULL");
    } else if column.data_type.name.name == "timestamp" {
        // Without it some servers let the first one of a table take no NULL.
        text.push_str(" NULL");
    }
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
    if let Some(comment) = &column.comment {
        text = format!("{text} COMMENT {}", literal(comment));
    }
    match column.check.as_deref().filter(|_| !is_json) {
        Some(check) => format!("{text} CHECK ({check})"),
        None => text,
    }
}

/// MariaDB's `JSON` is another name for this.
fn is_json(column: &Column) -> bool {
    let valid = format!("json_valid({})", super::quote(&column.name));
    column.data_type.sql == "longtext"
        && column.collation.as_deref() == Some("utf8mb4_bin")
        && column.check.as_ref() == Some(&valid)
}
