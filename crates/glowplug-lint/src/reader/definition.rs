//! Definitions that are no table: `CREATE`, `ALTER` and `DROP`.

use glowplug::Database;
use glowplug::sql::LexemeKind;

use super::cursor::{Cursor, unquoted};
use super::{index, program, table, types};
use crate::action::{Action, Alter};

/// Kinds of objects that are created and altered without a rule of their own.
const KINDS: &[&str] = &[
    "ACCESS METHOD",
    "AGGREGATE",
    "CAST",
    "COLLATION",
    "CONVERSION",
    "DATABASE",
    "DOMAIN",
    "EVENT TRIGGER",
    "EVENT",
    "EXTENSION",
    "FOREIGN DATA WRAPPER",
    "FOREIGN TABLE",
    "FUNCTION",
    "GROUP",
    "INDEX",
    "LANGUAGE",
    "LARGE OBJECT",
    "MATERIALIZED VIEW",
    "OPERATOR",
    "PACKAGE",
    "POLICY",
    "PROCEDURE",
    "PUBLICATION",
    "ROLE",
    "ROUTINE",
    "RULE",
    "SCHEMA",
    "SEQUENCE",
    "SERVER",
    "STATISTICS",
    "SUBSCRIPTION",
    "SYSTEM",
    "TABLESPACE",
    "TABLE",
    "TEXT SEARCH",
    "TRANSFORM",
    "TRIGGER",
    "TRUSTED LANGUAGE",
    "TYPE",
    "USER MAPPING",
    "USER",
    "VIEW",
    "DEFAULT PRIVILEGES",
];

/// Takes the kind of an object.
fn kind(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    KINDS.iter().copied().find(|kind| cursor.words(kind))
}

/// Takes what follows `CREATE`.
pub(super) fn create(cursor: &mut Cursor<'_>, start: usize) -> Option<Action> {
    let readers: [fn(&mut Cursor<'_>) -> Option<Action>; 3] =
        [table::create, program::create, create_type];
    let mut ahead = *cursor;
    if let Some(action) = index::create(&mut ahead, start) {
        return Some(action);
    }
    for reader in readers {
        if let Some(action) = reader(&mut cursor.clone()) {
            return Some(action);
        }
    }
    cursor.words("OR REPLACE");
    for word in [
        "TEMP",
        "TEMPORARY",
        "UNLOGGED",
        "RECURSIVE",
        "PROCEDURAL",
        "TRUSTED",
    ] {
        cursor.word(word);
    }
    let kind = kind(cursor)?;
    match kind {
        // A table or an index that could not be read.
        "TABLE" | "INDEX" | "VIEW" | "MATERIALIZED VIEW" | "TRIGGER" => None,
        "DATABASE" if cursor.database() == Database::Postgres => Some(Action::CreateDatabase),
        _ => Some(Action::Create { kind }),
    }
}

fn create_type(cursor: &mut Cursor<'_>) -> Option<Action> {
    if cursor.word("DOMAIN") {
        let name = cursor.name()?;
        cursor.word("AS");
        let base = types::kind(cursor);
        let is_checked = cursor.finds("CHECK") || cursor.finds_phrase("NOT NULL");
        return Some(Action::CreateDomain {
            name,
            base,
            is_checked,
        });
    }
    if !cursor.word("TYPE") {
        return None;
    }
    let name = cursor.name()?;
    let mut values = Vec::new();
    if cursor.words("AS ENUM")
        && let Some(mut group) = cursor.group()
    {
        while let Some(part) = group.part() {
            values.push(unquoted(part.peek(0)));
        }
    }
    Some(Action::CreateType { name, values })
}

/// Takes what follows `ALTER`, if it is no table.
pub(super) fn alter(cursor: &mut Cursor<'_>) -> Option<Action> {
    // MySQL names who defines a view or an event before it.
    if cursor.database() == Database::Mysql {
        let kinds = [
            "VIEW",
            "EVENT",
            "PROCEDURE",
            "FUNCTION",
            "DATABASE",
            "USER",
            "SERVER",
            "SEQUENCE",
        ];
        return kinds
            .iter()
            .any(|kind| cursor.finds(kind))
            .then_some(Action::Harmless);
    }
    let kind = kind(cursor)?;
    cursor.words("IF EXISTS");
    match kind {
        "TABLE" => return None,
        "TYPE" => return alter_type(cursor),
        "DOMAIN" => return alter_domain(cursor),
        "SYSTEM" | "DEFAULT PRIVILEGES" => return Some(Action::Harmless),
        _ => {}
    }
    let name = cursor.name()?;
    cursor.group();
    let renames = cursor.words("RENAME TO") || cursor.words("SET SCHEMA");
    let renames = renames || cursor.word("RENAME");
    Some(match renames {
        true => Action::Rename { kind, name },
        false => Action::Harmless,
    })
}

fn alter_type(cursor: &mut Cursor<'_>) -> Option<Action> {
    let name = cursor.name()?;
    if cursor.words("ADD VALUE") {
        cursor.words("IF NOT EXISTS");
        let value = unquoted(cursor.peek(0));
        return Some(Action::AddEnumValue { kind: name, value });
    }
    if cursor.words("RENAME VALUE") {
        let from = unquoted(cursor.peek(0));
        return Some(Action::RenameEnumValue { from });
    }
    if cursor.words("RENAME TO") || cursor.words("SET SCHEMA") || cursor.words("RENAME ATTRIBUTE") {
        return Some(Action::Rename { kind: "TYPE", name });
    }
    Some(Action::Harmless)
}

fn alter_domain(cursor: &mut Cursor<'_>) -> Option<Action> {
    let name = cursor.name()?;
    if cursor.words("SET NOT NULL") {
        let validates = true;
        return Some(Action::ConstrainDomain { name, validates });
    }
    if cursor.word("ADD") {
        let validates = !cursor.finds_phrase("NOT VALID");
        return Some(Action::ConstrainDomain { name, validates });
    }
    if cursor.words("VALIDATE CONSTRAINT") {
        let validates = true;
        return Some(Action::ConstrainDomain { name, validates });
    }
    if cursor.words("RENAME TO") || cursor.words("SET SCHEMA") {
        let kind = "DOMAIN";
        return Some(Action::Rename { kind, name });
    }
    Some(Action::Harmless)
}

/// Takes what follows `DROP`.
pub(super) fn drop(cursor: &mut Cursor<'_>) -> Option<Action> {
    let start = *cursor;
    if cursor.word("INDEX") {
        let concurrently = cursor.word("CONCURRENTLY");
        let if_exists = cursor.words("IF EXISTS");
        let names = cursor.names();
        let table = match cursor.word("ON") {
            true => cursor.name(),
            false => None,
        };
        return (!names.is_empty()).then_some(Action::DropIndex {
            names,
            table,
            concurrently,
            if_exists,
        });
    }
    *cursor = start;
    cursor.word("TEMPORARY");
    if cursor.words("OWNED BY") {
        let kind = "OWNED";
        return Some(dropped(cursor, kind));
    }
    let kind = kind(cursor)?;
    Some(dropped(cursor, kind))
}

fn dropped(cursor: &mut Cursor<'_>, kind: &'static str) -> Action {
    cursor.words("IF EXISTS");
    let names = match cursor.kind() {
        Some(LexemeKind::Symbol) => Vec::new(),
        _ => cursor.names(),
    };
    let cascade = cursor.finds("CASCADE");
    Action::Drop {
        kind,
        names,
        cascade,
    }
}

/// Takes what follows `RENAME TABLE`.
pub(super) fn rename_tables(cursor: &mut Cursor<'_>) -> Option<Vec<Action>> {
    let mut found = Vec::new();
    while let Some(mut part) = cursor.part() {
        let table = part.name()?;
        part.word("TO");
        let alter = Box::new(Alter::RenameTable(part.name()?));
        found.push(Action::AlterTable { table, alter });
    }
    (!found.is_empty()).then_some(found)
}
