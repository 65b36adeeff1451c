//! Parts of SQL text: parenthesized expressions, short type names, generated names.

use std::borrow::Cow;

/// Maximum length of an identifier in bytes.
const LONGEST: usize = 63;

/// Returns an expression in parentheses, adding none if it is already enclosed.
pub(super) fn parenthesised(expression: &str) -> String {
    if is_enclosed(expression) {
        return expression.to_owned();
    }
    format!("({expression})")
}

/// Returns an expression as an index key: a function call as it is, anything else in parentheses.
pub(super) fn index_expression(expression: &str) -> String {
    let expression = match expression.get(1..expression.len().saturating_sub(1)) {
        Some(inner) if is_enclosed(expression) && is_enclosed(inner) => inner,
        _ => expression,
    };
    let name = expression.split('(').next().unwrap_or_default();
    let call = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '"'))
        && is_enclosed(&expression[name.len()..]);
    if call {
        return expression.to_owned();
    }
    parenthesised(expression)
}

/// Returns a check without its redundant parentheses: `CHECK ((a > 0))` becomes `CHECK (a > 0)`.
pub(super) fn check(definition: &str) -> Cow<'_, str> {
    let Some(rest) = definition.strip_prefix("CHECK (") else {
        return Cow::Borrowed(definition);
    };
    let Some(end) = closing(&definition["CHECK ".len()..]) else {
        return Cow::Borrowed(definition);
    };
    let inner = &rest[..end - 1];
    if !is_enclosed(inner) {
        return Cow::Borrowed(definition);
    }
    Cow::Owned(format!("CHECK {inner}{}", &rest[end..]))
}

/// Returns true if the last character closes the first parenthesis.
fn is_enclosed(text: &str) -> bool {
    text.starts_with('(') && closing(text) == Some(text.len() - 1)
}

/// Returns the position at which the parenthesis that a text starts with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (place, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(place);
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// Returns the short name of a type: `timestamptz`, `varchar(100)`.
pub(super) fn short_type(sql: &str) -> String {
    let (base, array) = match sql.find('[') {
        Some(place) => sql.split_at(place),
        None => (sql, ""),
    };
    // A quoted name may contain any of these characters, in any order.
    let open = base.find('(');
    let close = open.and_then(|open| Some(open + base[open..].find(')')?));
    let (word, modifiers, zone) = match (open, close) {
        (Some(open), Some(close)) => (&base[..open], &base[open..=close], &base[close + 1..]),
        _ => (base, "", ""),
    };
    let short = match (word, zone) {
        ("character varying", "") => "varchar",
        ("character", "") => "char",
        ("bit varying", "") => "varbit",
        ("timestamp with time zone", "") | ("timestamp", " with time zone") => "timestamptz",
        ("timestamp without time zone", "") | ("timestamp", " without time zone") => "timestamp",
        ("time with time zone", "") | ("time", " with time zone") => "timetz",
        ("time without time zone", "") | ("time", " without time zone") => "time",
        _ => return sql.to_owned(),
    };
    format!("{short}{modifiers}{array}")
}

/// Returns the modifiers of a type: precision and scale in `numeric(10,2)`.
pub(super) fn modifiers(sql: &str) -> Vec<i64> {
    let inner = sql
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    let numbers = inner.map_or("", |(numbers, _)| numbers).split(',');
    numbers
        .filter_map(|number| number.trim().parse().ok())
        .collect()
}

/// Returns the name that the server generates for an unnamed object: `users_pkey`,
/// `users_name_key`, `users_id_seq`; if it is too long, the longer part is truncated.
pub(super) fn generated_name<S: AsRef<str>>(table: &str, columns: &[S], label: &str) -> String {
    let columns: Vec<_> = columns.iter().map(AsRef::as_ref).collect();
    let columns = columns.join("_");
    let joints = if columns.is_empty() { 1 } else { 2 };
    let space = LONGEST.saturating_sub(label.len() + joints);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > space {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let parts = [clipped(table, first), clipped(&columns, second), label];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

fn clipped(text: &str, length: usize) -> &str {
    let end = (0..=length).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// Returns the words of a text: names without their quotes, numbers and keywords.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_stand_once() {
        assert_eq!(parenthesised("a > 0"), "(a > 0)");
        assert_eq!(parenthesised("(a > 0)"), "(a > 0)");
        assert_eq!(parenthesised("(a) + (b)"), "((a) + (b))");
        assert_eq!(check("CHECK ((a > 0))"), "CHECK (a > 0)");
        assert_eq!(
            check("CHECK (((a) > ')') AND (b))"),
            "CHECK (((a) > ')') AND (b))"
        );
        assert_eq!(
            check("CHECK ((a > 0)) NO INHERIT"),
            "CHECK (a > 0) NO INHERIT"
        );
        assert_eq!(index_expression("lower(name)"), "lower(name)");
        assert_eq!(
            index_expression("lower(a) || lower(b)"),
            "(lower(a) || lower(b))"
        );
        assert_eq!(index_expression("(a -> 'b'::text)"), "(a -> 'b'::text)");
        assert_eq!(index_expression("((a + 1))"), "(a + 1)");
    }

    #[test]
    fn types_are_short() {
        assert_eq!(short_type("timestamp(3) with time zone"), "timestamptz(3)");
        assert_eq!(short_type("character varying(10)[]"), "varchar(10)[]");
        assert_eq!(short_type("numeric(10,2)"), "numeric(10,2)");
        assert_eq!(modifiers("numeric(10,2)"), [10, 2]);
    }

    #[test]
    fn names_are_chosen_as_the_server_does() {
        assert_eq!(generated_name::<&str>("users", &[], "pkey"), "users_pkey");
        assert_eq!(generated_name("users", &["a", "b"], "key"), "users_a_b_key");
        let long = "x".repeat(60);
        assert_eq!(generated_name(&long, &["column"], "fkey").len(), LONGEST);
    }
}
