//! Quotes identifiers and string literals.

use crate::catalog::QualifiedName;

/// How a database quotes. The defaults follow the SQL standard.
pub trait Quoting: Sync {
    /// Returns a quoted identifier.
    fn quoted(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// Returns a text as a string literal.
    fn literal(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// Returns a quoted identifier with its schema.
    fn qualified(&self, name: &QualifiedName) -> String {
        match &name.schema {
            Some(schema) => format!("{}.{}", self.quoted(schema), self.quoted(&name.name)),
            None => self.quoted(&name.name),
        }
    }
}
