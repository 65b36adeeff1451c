//! Reads statements: over the engine's tokens, without a parser from outside. What it does not
//! understand it says so, and it never fails.

mod alter;
mod column;
mod constraint;
pub(crate) mod cursor;
mod definition;
mod expression;
mod index;
mod other;
mod program;
mod table;
mod types;

use glowplug::Database;

use crate::action::{Action, Span};
use cursor::{Cursor, Token};

/// An action, and the part of the script that says it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Located {
    pub(crate) action: Action,
    pub(crate) span: Span,
}

/// Words that begin definitions.
const DEFINITIONS: &[&str] = &[
    "CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "REASSIGN", "SECURITY",
];

/// Reads a statement of a script from its tokens.
pub(crate) fn read(database: Database, text: &str, tokens: &[Token]) -> Vec<Located> {
    let mut cursor = Cursor::new(database, text, tokens);
    let start = cursor.here();
    let whole = Span {
        start,
        end: tokens.last().map_or(start, |token| token.span.end),
    };
    let is_definition = cursor.is_one_of(DEFINITIONS);
    if cursor.word("ALTER")
        && let Some(found) = alter::alter(&mut cursor.clone())
    {
        return found;
    }
    let mut cursor = Cursor::new(database, text, tokens);
    let actions = actions(&mut cursor).unwrap_or_else(|| match is_definition {
        true => vec![Action::Unknown],
        false => vec![Action::Harmless],
    });
    let located = actions.into_iter().map(|action| Located {
        action,
        span: whole,
    });
    located.collect()
}

/// Reads a statement that is no `ALTER TABLE`.
fn actions(cursor: &mut Cursor<'_>) -> Option<Vec<Action>> {
    let start = cursor.here();
    if cursor.word("CREATE") {
        return definition::create(cursor, start).map(|action| vec![action]);
    }
    if cursor.word("ALTER") {
        return definition::alter(cursor).map(|action| vec![action]);
    }
    if cursor.word("DROP") {
        return definition::drop(cursor).map(|action| vec![action]);
    }
    if cursor.words("RENAME TABLE") || cursor.words("RENAME TABLES") {
        return definition::rename_tables(cursor);
    }
    other::other(cursor).map(|action| vec![action])
}
