//! Views, functions and triggers.

use glowplug::Database;

use super::cursor::Cursor;
use crate::action::Action;

/// Takes what follows `CREATE`, if it is a view, a function or a trigger.
pub(super) fn create(cursor: &mut Cursor<'_>) -> Option<Action> {
    let replaces = cursor.words("OR REPLACE");
    skip_definer(cursor);
    for word in ["TEMP", "TEMPORARY", "RECURSIVE", "CONSTRAINT", "AGGREGATE"] {
        cursor.word(word);
    }
    let materialized = cursor.word("MATERIALIZED");
    if cursor.word("VIEW") {
        cursor.words("IF NOT EXISTS");
        return Some(Action::CreateView {
            name: cursor.name()?,
            replaces,
            materialized,
            words: cursor.remaining_words(),
        });
    }
    if cursor.word("FUNCTION") || cursor.word("PROCEDURE") {
        cursor.words("IF NOT EXISTS");
        let name = cursor.name()?;
        return Some(Action::CreateFunction {
            name,
            is_volatile: !(cursor.finds("IMMUTABLE") || cursor.finds("STABLE")),
            is_definer: cursor.finds_phrase("SECURITY DEFINER"),
            sets_search_path: cursor.finds_phrase("SET search_path"),
        });
    }
    if cursor.word("TRIGGER") {
        cursor.words("IF NOT EXISTS");
        cursor.name()?;
        let table = trigger_table(cursor);
        return Some(Action::CreateTrigger { table });
    }
    let is_event = cursor.database() == Database::Mysql && cursor.word("EVENT");
    is_event.then_some(Action::Create { kind: "EVENT" })
}

/// Skips how a view of MySQL is evaluated, and who defines it.
fn skip_definer(cursor: &mut Cursor<'_>) {
    if cursor.database() != Database::Mysql {
        return;
    }
    let kinds = [
        "VIEW",
        "FUNCTION",
        "PROCEDURE",
        "TRIGGER",
        "EVENT",
        "AGGREGATE",
    ];
    let begins = cursor.is_one_of(&["ALGORITHM", "DEFINER", "SQL"]);
    while begins && !cursor.is_end() && !cursor.is_one_of(&kinds) {
        cursor.skip();
    }
}

fn trigger_table(cursor: &mut Cursor<'_>) -> Option<crate::action::Name> {
    while !cursor.is_end() {
        if cursor.word("ON") {
            return cursor.name();
        }
        cursor.skip();
    }
    None
}
