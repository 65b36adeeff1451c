//! Parses `CREATE INDEX`.

use super::cursor::{Cursor, code, parts};
use super::table::collation;
use crate::catalog::{Index, IndexKey};
use crate::dialect::sqlite::normalize::{Names, unwrapped, written};
use crate::dialect::sqlite::tokens::{Kind, Token};

/// Parses the statement. `columns` are the names of the table's columns.
pub(super) fn index(name: &str, sql: &str, columns: &[String]) -> Index {
    let names: Names = columns.iter().map(|name| name.to_lowercase()).collect();
    let tokens = code(sql);
    let mut cursor = Cursor::new(&tokens);
    cursor.word("CREATE");
    let unique = cursor.word("UNIQUE");
    while cursor.peek().is_some_and(|token| token.text != "(") {
        cursor.next();
    }
    let keys = parts(cursor.group().unwrap_or_default());
    let predicate = cursor
        .word("WHERE")
        .then(|| written(unwrapped(cursor.rest()), &names));
    Index {
        name: name.to_owned(),
        unique,
        method: "btree".to_owned(),
        keys: keys
            .into_iter()
            .map(|part| key(part, columns, &names))
            .collect(),
        include: Vec::new(),
        predicate,
        nulls_not_distinct: false,
        valid: true,
        options: Vec::new(),
        comment: None,
    }
}

fn key(mut part: &[Token<'_>], columns: &[String], names: &Names) -> IndexKey {
    let mut descending = false;
    if let [rest @ .., last] = part
        && !rest.is_empty()
        && (last.is_word("DESC") || last.is_word("ASC"))
    {
        descending = last.is_word("DESC");
        part = rest;
    }
    let mut collated = None;
    if let [rest @ .., word, name] = part
        && word.is_word("COLLATE")
        && !rest.is_empty()
    {
        collated = Some(name.name());
        part = rest;
    }
    let part = unwrapped(part);
    let column = match part {
        [only] if only.kind != Kind::Number => columns
            .iter()
            .find(|column| column.eq_ignore_ascii_case(&only.name())),
        _ => None,
    };
    IndexKey {
        expression: column.is_none().then(|| written(part, names)),
        column: column.cloned(),
        // An expression's collation is always explicit; a column's default is the column's own.
        collation: collated.and_then(|name| collation(&name).or(Some("BINARY".to_owned()))),
        operator_class: None,
        descending,
        nulls_first: false,
        prefix: None,
    }
}
