//! Expressions over a column whose type changes between `text` and similar types: the server parses
//! them again, and adds a cast where the column is not `text`.

use glowplug::catalog::{ConstraintKind, Table};

use crate::dialect::postgres::quote::quote;

/// Rewrites all expressions of a table to what the server stores if the column is, or is not,
/// `text`.
pub(super) fn rewrite(table: &mut Table, column: &str, is_text: bool) {
    let name = quote(column);
    let written = |text: &mut String| *text = with_cast(text, &name, !is_text);
    for constraint in &mut table.constraints {
        if let ConstraintKind::Check { expression } = &mut constraint.kind {
            written(expression);
            written(&mut constraint.definition);
        }
    }
    for index in &mut table.indexes {
        let expressions = index.keys.iter_mut().map(|key| &mut key.expression);
        for expression in expressions.chain([&mut index.predicate]).flatten() {
            written(expression);
        }
    }
}

/// Adds or removes the cast, leaving string literals alone.
fn with_cast(expression: &str, name: &str, cast: bool) -> String {
    let full = format!("({name})::text");
    let pieces = expression.split('\'').enumerate().map(|(place, piece)| {
        let plain = if place % 2 == 0 {
            piece.replace(&full, name)
        } else {
            piece.to_owned()
        };
        match cast && place % 2 == 0 {
            true => cast_words(&plain, name, &full),
            false => plain,
        }
    });
    pieces.collect::<Vec<_>>().join("'")
}

/// Casts each occurrence of a name, except in `IS NULL` and similar tests.
fn cast_words(piece: &str, name: &str, full: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '.');
    let mut text = String::with_capacity(piece.len());
    let mut end = 0;
    for (start, found) in piece.match_indices(name) {
        let after = &piece[start + found.len()..];
        let before = piece[..start].chars().next_back();
        let whole =
            !before.is_some_and(is_part) && !after.starts_with(|c: char| is_part(c) || c == '(');
        text.push_str(&piece[end..start]);
        text.push_str(if whole && !after.starts_with(" IS ") {
            full
        } else {
            found
        });
        end = start + found.len();
    }
    text.push_str(&piece[end..]);
    text
}

#[cfg(test)]
mod tests {
    use super::with_cast;

    #[test]
    fn casts_come_and_go_with_the_type() {
        for (text, other) in [
            ("lower(name)", "lower((name)::text)"),
            (
                "(name ~~ 'name %'::text)",
                "((name)::text ~~ 'name %'::text)",
            ),
            ("(name IS NOT NULL)", "(name IS NOT NULL)"),
            ("(surname = nickname)", "(surname = nickname)"),
        ] {
            assert_eq!(with_cast(text, "name", true), other);
            assert_eq!(with_cast(other, "name", false), text);
        }
    }
}
