//! Constraints of tables.

use glowplug::Database;

use super::cursor::Cursor;
use super::{expression, index};
use crate::action::{Constraint, ConstraintKind, Reference};

/// Returns true if a constraint begins here, and no column.
pub(super) fn begins(cursor: &Cursor<'_>) -> bool {
    cursor.is_one_of(&["CONSTRAINT", "CHECK"])
        || cursor.is_word("PRIMARY") && cursor.is_word_at(1, "KEY")
        || cursor.is_word("FOREIGN") && cursor.is_word_at(1, "KEY")
        || cursor.is_word("UNIQUE")
        || (cursor.database() == Database::Postgres
            && (cursor.is_word("EXCLUDE") && matches!(cursor.peek(1), "(" | "USING" | "using")
                || cursor.is_word("NOT") && cursor.is_word_at(1, "NULL")))
}

/// Takes a constraint, up to the end of its part.
pub(super) fn constraint(cursor: &mut Cursor<'_>) -> Option<Constraint> {
    let start = cursor.here();
    let mut name = None;
    if cursor.word("CONSTRAINT")
        && !cursor.is_one_of(&["CHECK", "FOREIGN", "UNIQUE", "PRIMARY", "EXCLUDE"])
    {
        cursor.words("IF NOT EXISTS");
        name = cursor.identifier();
    }
    let kind = kind(cursor)?;
    let mut found = Constraint {
        name,
        kind,
        span: cursor.since(start),
        not_valid: false,
        not_enforced: false,
    };
    while !cursor.is_end() && !cursor.is_symbol(",") {
        if cursor.words("NOT VALID") {
            found.not_valid = true;
        } else if cursor.words("NOT ENFORCED") {
            found.not_enforced = true;
        } else {
            cursor.skip_group();
        }
    }
    found.span = cursor.since(start);
    Some(found)
}

fn kind(cursor: &mut Cursor<'_>) -> Option<ConstraintKind> {
    if cursor.words("PRIMARY KEY") {
        let (columns, index) = keys(cursor);
        return Some(ConstraintKind::PrimaryKey { columns, index });
    }
    if cursor.word("UNIQUE") {
        let (columns, index) = keys(cursor);
        return Some(ConstraintKind::Unique { columns, index });
    }
    if cursor.word("CHECK") {
        let check = cursor.group();
        return Some(ConstraintKind::Check {
            not_null: check.map(expression::not_null).unwrap_or_default(),
            words: check.map(|it| it.remaining_words()).unwrap_or_default(),
        });
    }
    if cursor.words("FOREIGN KEY") {
        cursor.words("IF NOT EXISTS");
        if !cursor.is_symbol("(") {
            cursor.identifier();
        }
        let columns = index::columns(cursor).into_iter().flatten().collect();
        let start_of_reference = cursor.here();
        cursor.word("REFERENCES");
        let reference = reference(cursor, start_of_reference)?;
        return Some(ConstraintKind::ForeignKey { columns, reference });
    }
    if cursor.word("EXCLUDE") {
        return Some(ConstraintKind::Exclusion);
    }
    if cursor.words("NOT NULL") {
        let column = cursor.identifier()?;
        return Some(ConstraintKind::NotNull { column });
    }
    None
}

/// Takes the columns of a key, or the index that is used.
fn keys(cursor: &mut Cursor<'_>) -> (Vec<String>, Option<String>) {
    if cursor.words("USING INDEX") && !cursor.is_word("TABLESPACE") {
        return (Vec::new(), cursor.identifier());
    }
    while !cursor.is_end() && !cursor.is_symbol("(") && !cursor.is_symbol(",") {
        cursor.skip();
    }
    let columns = index::columns(cursor).into_iter().flatten().collect();
    (columns, None)
}

/// Takes what follows `REFERENCES`.
pub(super) fn reference(cursor: &mut Cursor<'_>, start: usize) -> Option<Reference> {
    let table = cursor.name()?;
    cursor.group();
    let mut on_delete = None;
    loop {
        if cursor.words("ON DELETE") {
            on_delete = event(cursor);
            cursor.group();
        } else if cursor.words("ON UPDATE") {
            event(cursor);
            cursor.group();
        } else if cursor.word("MATCH") {
            cursor.skip();
        } else {
            break;
        }
    }
    let span = cursor.since(start);
    Some(Reference {
        table,
        span,
        on_delete,
    })
}

fn event(cursor: &mut Cursor<'_>) -> Option<String> {
    for action in [
        "CASCADE",
        "RESTRICT",
        "SET NULL",
        "SET DEFAULT",
        "NO ACTION",
    ] {
        if cursor.words(action) {
            return Some(action.to_lowercase());
        }
    }
    None
}

/// Skips when a constraint is checked.
pub(super) fn skip_timing(cursor: &mut Cursor<'_>) {
    loop {
        let taken = cursor.words("NOT DEFERRABLE")
            || cursor.word("DEFERRABLE")
            || cursor.words("INITIALLY DEFERRED")
            || cursor.words("INITIALLY IMMEDIATE");
        if !taken {
            return;
        }
    }
}
