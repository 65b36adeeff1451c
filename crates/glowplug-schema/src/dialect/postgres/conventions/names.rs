//! The names that PostgreSQL generates for unnamed objects.

use super::NAME_LIMIT;

/// Returns `table_column_label`, truncated as PostgreSQL does, which shortens the longer part
/// first.
pub(super) fn object(table: &str, column: &str, label: &str) -> String {
    let (mut first, mut second) = (table.len(), column.len());
    let underscores = 1 + usize::from(!column.is_empty());
    while first + second + underscores + label.len() > NAME_LIMIT {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let parts = [clip(table, first), clip(column, second), label];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}

/// Returns as many whole characters as fit into this many bytes.
fn clip(name: &str, mut bytes: usize) -> &str {
    while !name.is_char_boundary(bytes) {
        bytes -= 1;
    }
    &name[..bytes]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_as_postgresql_cuts_them() {
        assert_eq!(object("users", "id", "seq"), "users_id_seq");
        assert_eq!(object("users", "", "pkey"), "users_pkey");
        let (table, column) = ("t".repeat(60), "c".repeat(20));
        let name = object(&table, &column, "fkey");
        assert_eq!(name, format!("{}_{column}_fkey", "t".repeat(37)));
        assert_eq!(name.len(), NAME_LIMIT);
    }
}
