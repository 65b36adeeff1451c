//! `ALTER TABLE`.

mod column;
mod mysql;

use glowplug::Database;

use super::cursor::Cursor;
use super::{Located, constraint, index};
use crate::action::{Action, Alter, Name};

/// Takes what follows `ALTER`, if it is a table.
pub(super) fn alter(cursor: &mut Cursor<'_>) -> Option<Vec<Located>> {
    let _ = cursor.word("ONLINE") || cursor.word("OFFLINE");
    cursor.word("IGNORE");
    if !cursor.word("TABLE") {
        return None;
    }
    if cursor.words("ALL IN TABLESPACE") {
        return Some(Vec::new());
    }
    cursor.words("IF EXISTS");
    cursor.word("ONLY");
    let table = cursor.name()?;
    cursor.symbol("*");
    if cursor.word("WAIT") {
        cursor.skip();
    }
    cursor.word("NOWAIT");
    let mut found = Vec::new();
    while let Some(mut part) = cursor.part() {
        let start = part.here();
        let alters = one(&mut part, &table);
        while !part.is_end() {
            part.skip_group();
        }
        let span = part.since(start);
        found.extend(alters.into_iter().map(|alter| Located {
            action: Action::AlterTable {
                table: table.clone(),
                alter: Box::new(alter),
            },
            span,
        }));
    }
    Some(found)
}

/// Reads one change; several columns in parentheses are several.
fn one(cursor: &mut Cursor<'_>, table: &Name) -> Vec<Alter> {
    if cursor.word("ADD") {
        return add(cursor, table);
    }
    let found = if cursor.word("DROP") {
        drop(cursor)
    } else if cursor.word("RENAME") {
        rename(cursor)
    } else if cursor.word("ALTER") {
        column::alter(cursor)
    } else if cursor.words("VALIDATE CONSTRAINT") {
        cursor
            .identifier()
            .map(|name| Alter::ValidateConstraint { name })
    } else if cursor.database() == Database::Mysql {
        mysql::other(cursor)
    } else {
        postgres(cursor)
    };
    vec![found.unwrap_or(Alter::Unknown)]
}

fn add(cursor: &mut Cursor<'_>, table: &Name) -> Vec<Alter> {
    if cursor.word("PARTITION") || cursor.words("SYSTEM VERSIONING") || cursor.words("PERIOD FOR") {
        return vec![Alter::Harmless];
    }
    if index::begins(cursor) {
        let index = index::inner(cursor, table);
        return vec![index.map_or(Alter::Unknown, Alter::AddIndex)];
    }
    if constraint::begins(cursor) {
        let constraint = constraint::constraint(cursor);
        return vec![constraint.map_or(Alter::Unknown, Alter::AddConstraint)];
    }
    cursor.word("COLUMN");
    cursor.words("IF NOT EXISTS");
    if let Some(mut group) = cursor.group() {
        let mut columns = Vec::new();
        while let Some(mut part) = group.part() {
            let column = super::column::column(&mut part);
            columns.extend(column.map(|column| Alter::AddColumn(Box::new(column))));
        }
        return columns;
    }
    let column = super::column::column(cursor);
    vec![column.map_or(Alter::Unknown, |column| Alter::AddColumn(Box::new(column)))]
}

fn drop(cursor: &mut Cursor<'_>) -> Option<Alter> {
    let mysql = cursor.database() == Database::Mysql;
    if cursor.word("CONSTRAINT") {
        cursor.words("IF EXISTS");
        let name = cursor.identifier()?;
        return Some(Alter::DropConstraint { name, kind: None });
    }
    if cursor.words("PRIMARY KEY") {
        return Some(Alter::DropConstraint {
            name: "primary".to_owned(),
            kind: Some("primary key"),
        });
    }
    if mysql && cursor.words("FOREIGN KEY") {
        cursor.words("IF EXISTS");
        return Some(Alter::DropConstraint {
            name: cursor.identifier()?,
            kind: Some("foreign key"),
        });
    }
    if mysql && cursor.word("CHECK") {
        return Some(Alter::DropConstraint {
            name: cursor.identifier()?,
            kind: Some("check"),
        });
    }
    if mysql && (cursor.word("INDEX") || cursor.word("KEY")) {
        cursor.words("IF EXISTS");
        let name = cursor.identifier()?;
        return Some(Alter::DropIndex { name });
    }
    if mysql && (cursor.word("PARTITION") || cursor.words("SYSTEM VERSIONING")) {
        return Some(Alter::Harmless);
    }
    cursor.word("COLUMN");
    cursor.words("IF EXISTS");
    let name = cursor.identifier()?;
    Some(Alter::DropColumn { name })
}

fn rename(cursor: &mut Cursor<'_>) -> Option<Alter> {
    if cursor.word("CONSTRAINT") || cursor.word("INDEX") || cursor.word("KEY") {
        let from = cursor.identifier()?;
        cursor.word("TO");
        let to = cursor.identifier()?;
        return Some(Alter::RenameConstraint { from, to });
    }
    if cursor.word("TO") || cursor.word("AS") {
        return cursor.name().map(Alter::RenameTable);
    }
    cursor.word("COLUMN");
    cursor.words("IF EXISTS");
    let from = cursor.identifier()?;
    // MySQL: `RENAME name` is a new name of the table.
    if cursor.is_end() {
        return Some(Alter::RenameTable(Name {
            name: from,
            ..Name::default()
        }));
    }
    cursor.word("TO");
    let to = cursor.identifier()?;
    Some(Alter::RenameColumn { from, to })
}

fn postgres(cursor: &mut Cursor<'_>) -> Option<Alter> {
    if cursor.word("SET") {
        return set(cursor);
    }
    if cursor.words("ATTACH PARTITION") {
        let partition = cursor.name()?;
        return Some(Alter::AttachPartition { partition });
    }
    if cursor.words("DETACH PARTITION") {
        return Some(Alter::DetachPartition {
            partition: cursor.name()?,
            concurrently: cursor.is_word("CONCURRENTLY") || cursor.is_word("FINALIZE"),
        });
    }
    if cursor.word("ENABLE") || cursor.word("DISABLE") {
        let is_trigger = cursor.finds("TRIGGER");
        return Some(match is_trigger {
            true => Alter::Triggers,
            false => Alter::Harmless,
        });
    }
    let harmless = [
        "OWNER", "RESET", "CLUSTER", "INHERIT", "NO", "FORCE", "REPLICA", "OF", "NOT",
    ];
    cursor.is_one_of(&harmless).then_some(Alter::Harmless)
}

fn set(cursor: &mut Cursor<'_>) -> Option<Alter> {
    if cursor.word("SCHEMA") {
        return cursor.identifier().map(Alter::SetSchema);
    }
    let clauses = [
        ("LOGGED", "SET LOGGED"),
        ("UNLOGGED", "SET UNLOGGED"),
        ("TABLESPACE", "SET TABLESPACE"),
        ("ACCESS METHOD", "SET ACCESS METHOD"),
    ];
    let rewrite = clauses.iter().find(|(words, _)| cursor.words(words));
    if let Some((_, clause)) = rewrite {
        return Some(Alter::Rewrite(clause));
    }
    (cursor.is_symbol("(") || cursor.is_word("WITHOUT")).then_some(Alter::Harmless)
}
