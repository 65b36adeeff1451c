//! Converts SQL names to Rust names, by Diesel's rules.

/// Rust's keywords.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that `table!` uses itself.
const RESERVED: &[&str] = &["table", "columns", "is_nullable"];

/// Returns the Rust name of a table, or of a column of the table whose Rust name is `table`.
pub fn rust_name(sql_name: &str, table: Option<&str>) -> String {
    let mut name = mapped(sql_name);
    if is_reserved(&name) || table == Some(name.as_str()) {
        name.push('_');
    }
    name
}

/// Returns true if a text is a valid Rust identifier.
pub fn is_identifier(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty()
        && name != "_"
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(plain)
        && !KEYWORDS.contains(&name)
}

fn is_reserved(name: &str) -> bool {
    !is_identifier(name)
        || RESERVED.contains(&name)
        || (name.starts_with("__") && !name.ends_with('_'))
}

/// Replaces each run of characters that are invalid in Rust with an underscore, in addition to
/// those that the name has already. A name that starts with a digit gets a leading underscore.
fn mapped(name: &str) -> String {
    let digit = name.starts_with(|c: char| c.is_ascii_digit());
    let mut mapped = String::with_capacity(name.len() + 1);
    if digit {
        mapped.push('_');
    }
    let mut replaced = digit;
    for c in name.chars() {
        let plain = c.is_ascii_alphanumeric() || c == '_';
        if plain {
            mapped.push(c);
        } else if !replaced {
            mapped.push('_');
        }
        replaced = !plain;
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_mapped_as_diesel_maps_them() {
        for (sql, rust) in [
            ("users", "users"),
            ("type", "type_"),
            ("Self", "Self_"),
            ("columns", "columns_"),
            ("is_nullable", "is_nullable_"),
            ("a-b  c", "a_b_c"),
            ("a_-b", "a__b"),
            ("2fa", "_2fa"),
            ("2-a", "_2_a"),
            ("日本", "__"),
            ("über", "_ber"),
            ("__x", "__x_"),
            ("__x_", "__x_"),
            ("union", "union"),
        ] {
            assert_eq!(rust_name(sql, None), rust, "{sql}");
        }
        assert_eq!(rust_name("users", Some("users")), "users_");
    }
}
