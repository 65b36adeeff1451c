//! Catalogs without the formatting of user-written SQL. A database that stores definitions as they
//! were written may hold them with other whitespace; they are still the same.

use glowplug::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Function, Index, Rule, Table, Trigger, View,
};
use glowplug::model::Database;
use glowplug::sql::{SpanKind, spans};

/// Languages in which whitespace between words has no meaning.
const FREE: [&str; 2] = ["LANGUAGE plpgsql", "LANGUAGE sql"];

/// Returns the catalog with one space, or none, wherever there is whitespace between words: in
/// functions, triggers, rules, views and expressions. Strings, names and comments stay as they are.
pub fn unformatted(catalog: &Catalog) -> Catalog {
    let mut plain = catalog.clone();
    let database = plain.database;
    for table in &mut plain.tables {
        squeeze_table(database, table);
    }
    for view in &mut plain.views {
        squeeze_view(database, view);
    }
    for function in &mut plain.functions {
        squeeze_function(database, function);
    }
    for domain in &mut plain.domains {
        squeeze_some(database, &mut domain.default);
        for check in &mut domain.checks {
            squeeze(database, &mut check.definition);
        }
    }
    plain
}

fn squeeze_table(database: Database, table: &mut Table) {
    for column in &mut table.columns {
        squeeze_column(database, column);
    }
    for constraint in &mut table.constraints {
        squeeze_constraint(database, constraint);
    }
    for policy in &mut table.policies {
        squeeze_some(database, &mut policy.using);
        squeeze_some(database, &mut policy.check);
    }
    squeeze_indexes(database, &mut table.indexes);
    squeeze_around(database, &mut table.triggers, &mut table.rules);
}

fn squeeze_view(database: Database, view: &mut View) {
    squeeze(database, &mut view.query);
    squeeze_indexes(database, &mut view.indexes);
    squeeze_around(database, &mut view.triggers, &mut view.rules);
}

fn squeeze_around(database: Database, triggers: &mut [Trigger], rules: &mut [Rule]) {
    for trigger in triggers {
        squeeze(database, &mut trigger.definition);
    }
    for rule in rules {
        squeeze(database, &mut rule.definition);
    }
}

fn squeeze_column(database: Database, column: &mut Column) {
    squeeze_some(database, &mut column.default);
    squeeze_some(database, &mut column.check);
    squeeze_some(database, &mut column.on_update);
    if let Some(generated) = &mut column.generated {
        squeeze(database, &mut generated.expression);
    }
}

fn squeeze_constraint(database: Database, constraint: &mut Constraint) {
    squeeze(database, &mut constraint.definition);
    if let ConstraintKind::Check { expression } = &mut constraint.kind {
        squeeze(database, expression);
    }
}

fn squeeze_indexes(database: Database, indexes: &mut [Index]) {
    for index in indexes {
        squeeze_some(database, &mut index.predicate);
        for key in &mut index.keys {
            squeeze_some(database, &mut key.expression);
        }
    }
}

/// Normalizes the whitespace of a function. On PostgreSQL the body is a string, which is code in
/// some languages.
fn squeeze_function(database: Database, function: &mut Function) {
    let definition = &function.definition;
    let head = definition.find("\nAS $").map(|place| &definition[..place]);
    let is_free = |head: &str| FREE.iter().any(|language| head.contains(language));
    let quotes = match head {
        Some(head) if is_free(head) => Dollars::HoldCode,
        _ => Dollars::HoldText,
    };
    function.definition = squeezed(database, definition, quotes);
}

fn squeeze_some(database: Database, text: &mut Option<String>) {
    if let Some(text) = text {
        squeeze(database, text);
    }
}

fn squeeze(database: Database, text: &mut String) {
    *text = squeezed(database, text, Dollars::HoldText);
}

/// The content of dollar-quoted strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dollars {
    HoldCode,
    HoldText,
}

/// Returns a text without whitespace around brackets, commas and semicolons, and with one space
/// wherever there is whitespace elsewhere.
fn squeezed(database: Database, sql: &str, dollars: Dollars) -> String {
    let mut out = String::with_capacity(sql.len());
    for span in spans(database, sql) {
        let rest = &sql[span.range.end..];
        let text = &sql[span.range];
        match span.kind {
            SpanKind::Blank if stands_between(&out, rest) => out.push(' '),
            SpanKind::Blank => {}
            SpanKind::LineComment => {
                out.push_str(text);
                if !rest.is_empty() {
                    out.push('\n');
                }
            }
            SpanKind::Text
                if dollars == Dollars::HoldCode && text.len() > 1 && text.starts_with('$') =>
            {
                let quote = text[1..].find('$').map_or(0, |end| end + 2);
                let end = text.len().saturating_sub(quote).max(quote);
                out.push_str(&text[..quote]);
                out.push_str(&squeezed(database, &text[quote..end], Dollars::HoldText));
                out.push_str(&text[end..]);
            }
            SpanKind::Text => out.push_str(text),
        }
    }
    out
}

/// Returns true if whitespace between two texts separates words.
fn stands_between(before: &str, after: &str) -> bool {
    let is_open = |sign: char| "(),;[]".contains(sign);
    let is_edge = before.is_empty() || after.is_empty();
    !is_edge && !before.ends_with(is_open) && !after.starts_with(is_open) && !before.ends_with('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(sql: &str) -> String {
        squeezed(Database::Postgres, sql, Dollars::HoldText)
    }

    #[test]
    fn blanks_between_words_are_one_or_none() {
        assert_eq!(
            plain("  BEGIN\n    NEW.a := f( 1,\n  2 );\n END"),
            "BEGIN NEW.a := f(1,2);END"
        );
        assert_ne!(plain("a b"), plain("ab"));
        assert_ne!(plain("1 - -1"), plain("1 --1"));
    }

    #[test]
    fn strings_names_and_comments_stay_as_they_are() {
        for text in [
            "'a  b'",
            "\"a  b\"",
            "E'a\\'  b'",
            "$x$a  b$x$",
            "'it''s  '",
        ] {
            assert_eq!(plain(text), text);
        }
        assert_ne!(plain("a -- b\nc"), plain("a -- b c"));
        let mysql = squeezed(Database::Mysql, "'a\\'  b'  c", Dollars::HoldText);
        assert_eq!(mysql, "'a\\'  b' c");
        let sqlite = squeezed(Database::Sqlite, "'a\\'  'b'", Dollars::HoldText);
        assert_eq!(sqlite, "'a\\' 'b'");
    }

    #[test]
    fn what_is_quoted_in_a_body_is_text() {
        let body = "AS $f$\n  SELECT  $x$a  b$x$;\n $f$";
        assert_eq!(
            squeezed(Database::Postgres, body, Dollars::HoldCode),
            "AS $f$SELECT $x$a  b$x$;$f$"
        );
    }
}
