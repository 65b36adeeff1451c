//! Tells whether existing rows certainly pass a check on new columns.

use glowplug::catalog::Column;

/// A token of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A name or keyword in lower case, or a number.
    Word(String),
    /// A text with its quotes.
    Text(String),
    /// Any other character.
    Sign(char),
}

/// A column name, and for a new column the value that all existing rows get.
pub(super) type Filled<'a> = (&'a str, Option<Constant<'a>>);

/// The value of a new column in all existing rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Constant<'a> {
    Null,
    Value(&'a str),
}

/// Returns the value of a new column in existing rows, if it is the same in all of them.
pub(super) fn filling(column: &Column) -> Option<Constant<'_>> {
    if column.generated.is_some() || column.identity.is_some() {
        return None;
    }
    match column.default.as_deref() {
        None if column.nullable => Some(Constant::Null),
        None => None,
        Some(null) if null.eq_ignore_ascii_case("null") => Some(Constant::Null),
        Some(default) => Some(Constant::Value(default)),
    }
}

/// Returns true if a check certainly holds for all rows of a table with these columns: the values that
/// it compares are `NULL`, or its list contains the constant.
pub(super) fn holds(expression: &str, columns: &[Filled<'_>]) -> bool {
    let parts = parts(expression);
    let is_named = |name: &str| parts.contains(&Part::Word(name.to_lowercase()));
    let named: Vec<_> = columns.iter().filter(|(name, _)| is_named(name)).collect();
    let is_null = |(_, filled): &&Filled<'_>| *filled == Some(Constant::Null);
    let nulls = named.iter().copied().filter(|one| is_null(one)).count();
    match named.as_slice() {
        [(name, Some(Constant::Value(value)))] => is_listed(&parts, name, value),
        _ if nulls == 0 => false,
        _ => passes_null(&parts, &named, nulls == named.len()),
    }
}

/// Returns true if an expression is certainly not false where a column is `NULL`: it uses only
/// operators and functions that return `NULL` for `NULL`, and of joined comparisons each one does.
fn passes_null(parts: &[Part], named: &[&Filled<'_>], all: bool) -> bool {
    const PLAIN: [&str; 16] = [
        "between",
        "in",
        "any",
        "array",
        "like",
        "ilike",
        "regexp",
        "rlike",
        "glob",
        "length",
        "char_length",
        "lower",
        "upper",
        "abs",
        "trim",
        "json_valid",
    ];
    const JOINING: [&str; 4] = ["and", "or", "not", "xor"];
    let is_known = |word: &str| {
        let mut names = named.iter();
        word.starts_with(|c: char| c.is_ascii_digit())
            || PLAIN.contains(&word)
            || all && JOINING.contains(&word)
            || names.any(|(name, _)| name.to_lowercase() == word)
    };
    let mut words = parts.iter().filter_map(|part| match part {
        Part::Word(word) => Some(word.as_str()),
        _ => None,
    });
    words.all(is_known) && !is_null_safe(parts)
}

/// Returns true if an expression uses MySQL's `<=>`, which does not return `NULL`.
fn is_null_safe(parts: &[Part]) -> bool {
    let safe = [Part::Sign('<'), Part::Sign('='), Part::Sign('>')];
    parts.windows(3).any(|three| three == safe)
}

/// Returns true if an expression is `column IN (…)` or `column = ANY (ARRAY[…])` with this value.
fn is_listed(expression: &[Part], column: &str, value: &str) -> bool {
    let word = |text: &str| Part::Word(text.to_owned());
    let array = [Part::Sign('='), word("any"), word("array"), Part::Sign('[')];
    let Some(rest) = expression.strip_prefix(&[word(&column.to_lowercase())]) else {
        return false;
    };
    let list = match rest.strip_prefix(&array) {
        Some(list) => list.strip_suffix(&[Part::Sign(']')]),
        None => rest.strip_prefix(&[word("in")]),
    };
    let value = parts(value);
    list.is_some_and(|list| {
        let mut values = list.split(|part| *part == Part::Sign(','));
        values.clone().all(|one| one.len() == 1) && values.any(|one| one == value)
    })
}

/// Returns the tokens of an expression, without casts and parentheses.
fn parts(expression: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let (part, length) = part(rest, first);
        rest = &rest[length..];
        match part {
            Some(Part::Sign(':')) if rest.starts_with(':') => rest = behind_type(&rest[1..]),
            part => parts.extend(part),
        }
    }
    parts
}

fn part(text: &str, first: char) -> (Option<Part>, usize) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let until = |quote: char| text[1..].find(quote).map_or(text.len(), |end| end + 2);
    match first {
        '\'' => {
            let length = text_length(text);
            (Some(Part::Text(text[..length].to_owned())), length)
        }
        '`' | '"' => {
            let length = until(first);
            let name = text[1..length].trim_end_matches(first);
            (Some(Part::Word(name.to_lowercase())), length)
        }
        _ if is_word(first) => {
            let length = text.find(|c| !is_word(c)).unwrap_or(text.len());
            (Some(Part::Word(text[..length].to_lowercase())), length)
        }
        '(' | ')' => (None, 1),
        _ if first.is_whitespace() => (None, first.len_utf8()),
        _ => (Some(Part::Sign(first)), first.len_utf8()),
    }
}

/// Returns the length of a quoted text; two quotes inside are an escaped one.
fn text_length(text: &str) -> usize {
    let mut end = 1;
    loop {
        let Some(next) = text[end..].find('\'') else {
            return text.len();
        };
        end += next + 1;
        if !text[end..].starts_with('\'') {
            return end;
        }
        end += 1;
    }
}

/// Returns the text after the name of a type.
fn behind_type(text: &str) -> &str {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"');
    let mut rest = text.trim_start_matches(is_name);
    for more in [
        " varying",
        " precision",
        " without time zone",
        " with time zone",
    ] {
        rest = rest.strip_prefix(more).unwrap_or(rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_column_without_values_passes_what_compares() {
        let null = Some(Constant::Null);
        let columns = [("age", null), ("size", null), ("other", None)];
        for passes in [
            "age > 0",
            "(`age` > 0)",
            "(\"Size\" < age)",
            "length(age) > other",
            "((age > 0) AND (age < 9))",
            "NOT (age IN (1, 2) OR size = 3)",
        ] {
            assert!(holds(passes, &columns), "{passes}");
        }
        for fails in [
            "age IS NOT NULL",
            "coalesce(age, 0) > 1",
            "f(age)",
            "age <=> 1",
            "other > 0",
            "age > 0 AND other > 0",
            "NOT (age > 0 OR other > 0)",
        ] {
            assert!(!holds(fails, &columns), "{fails}");
        }
    }

    #[test]
    fn a_constant_passes_the_list_that_it_is_in() {
        let value = |value| [("state", Some(Constant::Value(value))), ("other", None)];
        for passes in [
            "state IN ('new', 'old')",
            "(`state` in ('new','old'))",
            "(state = ANY (ARRAY['old'::text, 'new'::text]))",
            "((state)::text = ANY (ARRAY[('new'::character varying)::text]))",
        ] {
            assert!(holds(passes, &value("'new'")), "{passes}");
            assert!(holds(passes, &value("'new'::text")), "{passes}");
            assert!(!holds(passes, &value("'it''s'")), "{passes}");
        }
        for unknown in [
            "state NOT IN ('new')",
            "state IN ('new') AND other > 0",
            "state IN ('new', other)",
            "statein('new')",
            "state <> 'new'",
        ] {
            assert!(!holds(unknown, &value("'new'")), "{unknown}");
        }
        assert!(holds("n IN (1, 2)", &[("n", Some(Constant::Value("2")))]));
    }
}
