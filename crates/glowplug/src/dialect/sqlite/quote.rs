//! SQLite's keywords (<https://www.sqlite.org/lang_keywords.html>), and the quoting of identifiers
//! and literals.

/// Keywords that are never identifiers without quotes.
const RESERVED: &[&str] = &[
    "ADD",
    "ALL",
    "ALTER",
    "AND",
    "AS",
    "AUTOINCREMENT",
    "BETWEEN",
    "CASE",
    "CHECK",
    "COLLATE",
    "COMMIT",
    "CONSTRAINT",
    "CREATE",
    "CROSS",
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "DEFAULT",
    "DEFERRABLE",
    "DELETE",
    "DISTINCT",
    "DROP",
    "ELSE",
    "ESCAPE",
    "EXCEPT",
    "EXISTS",
    "FILTER",
    "FOREIGN",
    "FROM",
    "FULL",
    "GROUP",
    "HAVING",
    "IN",
    "INDEX",
    "INNER",
    "INSERT",
    "INTERSECT",
    "INTO",
    "IS",
    "ISNULL",
    "JOIN",
    "LEFT",
    "LIMIT",
    "NATURAL",
    "NOT",
    "NOTHING",
    "NOTNULL",
    "NULL",
    "ON",
    "OR",
    "ORDER",
    "OUTER",
    "OVER",
    "PRIMARY",
    "REFERENCES",
    "RETURNING",
    "RIGHT",
    "SELECT",
    "SET",
    "TABLE",
    "THEN",
    "TO",
    "TRANSACTION",
    "UNION",
    "UNIQUE",
    "UPDATE",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
    "WINDOW",
];

/// Keywords that are identifiers wherever no keyword is expected, but are better quoted.
const SOFT: &[&str] = &[
    "ABORT",
    "AFTER",
    "ALWAYS",
    "ANALYZE",
    "ASC",
    "ATTACH",
    "BEFORE",
    "BEGIN",
    "BY",
    "CASCADE",
    "CAST",
    "CONFLICT",
    "CURRENT",
    "DEFERRED",
    "DESC",
    "DETACH",
    "DO",
    "EACH",
    "END",
    "EXCLUDE",
    "EXCLUSIVE",
    "EXPLAIN",
    "FAIL",
    "FALSE",
    "FOLLOWING",
    "FOR",
    "GENERATED",
    "GLOB",
    "GROUPS",
    "IF",
    "IGNORE",
    "IMMEDIATE",
    "INDEXED",
    "INITIALLY",
    "INSTEAD",
    "LIKE",
    "MATCH",
    "MATERIALIZED",
    "NULLS",
    "OF",
    "OTHERS",
    "PARTITION",
    "PRAGMA",
    "PRECEDING",
    "RAISE",
    "RANGE",
    "RECURSIVE",
    "REGEXP",
    "REINDEX",
    "RELEASE",
    "RENAME",
    "REPLACE",
    "RESTRICT",
    "ROLLBACK",
    "ROWS",
    "SAVEPOINT",
    "TEMP",
    "TEMPORARY",
    "TIES",
    "TRIGGER",
    "TRUE",
    "UNBOUNDED",
    "VACUUM",
    "VIRTUAL",
    "WITH",
    "WITHIN",
    "WITHOUT",
];

/// Returns true if a word is never an identifier without quotes.
pub(super) fn is_reserved(word: &str) -> bool {
    contains(RESERVED, word)
}

/// Returns true if a word is a keyword in some positions.
pub(super) fn is_soft(word: &str) -> bool {
    contains(SOFT, word)
}

fn contains(words: &[&str], word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    words.binary_search(&upper.as_str()).is_ok()
}

/// Returns a quoted identifier.
pub fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Returns an identifier, quoted only if necessary.
pub fn name(name: &str) -> String {
    let first = name.bytes().next();
    let plain = first.is_some_and(|sign| sign.is_ascii_alphabetic() || sign == b'_')
        && name
            .bytes()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == b'_')
        && !is_reserved(name)
        && !is_soft(name);
    if plain { name.to_owned() } else { quote(name) }
}

/// Formats identifiers as a list with commas.
pub fn names<'n>(list: impl IntoIterator<Item = &'n String>) -> String {
    let quoted: Vec<String> = list.into_iter().map(|each| name(each)).collect();
    quoted.join(", ")
}

/// Returns a text as a string literal.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_only_where_they_must_be() {
        for plain in ["users", "Users", "_a1", "key", "name", "date"] {
            assert_eq!(name(plain), plain);
        }
        for quoted in ["order", "Group", "a b", "1a", "", "größe", "desc", "a$"] {
            assert_eq!(name(quoted), format!("\"{quoted}\""));
        }
        assert_eq!(name("a\"b"), "\"a\"\"b\"");
    }

    #[test]
    fn the_words_can_be_searched() {
        assert!(RESERVED.is_sorted() && SOFT.is_sorted());
    }
}
