//! Keeps names apart that become one in Rust: `a-b` and `a_b`.

use std::collections::BTreeSet;

/// Returns the Rust names of several objects, given their names in SQL and those that Diesel gives them.
///
/// Where Diesel gives one name to several, the one that has it in SQL keeps it, or else the first; the
/// others are numbered: `a_b_2`. Diesel would print a file that does not compile.
pub(super) fn distinct<'n>(names: impl Iterator<Item = (&'n str, String)>) -> Vec<String> {
    let names: Vec<(&str, String)> = names.collect();
    let given: BTreeSet<String> = names.iter().map(|(_, rust)| rust.clone()).collect();
    let exact: BTreeSet<&str> = names
        .iter()
        .filter_map(|(sql, rust)| (sql == rust).then_some(*sql))
        .collect();
    let mut used = BTreeSet::new();
    let chosen = names.iter().map(|(sql, rust)| {
        let kept_for_another = exact.contains(rust.as_str()) && sql != rust;
        let name = match kept_for_another || used.contains(rust) {
            true => numbered(rust, |name| given.contains(name) || used.contains(name)),
            false => rust.clone(),
        };
        used.insert(name.clone());
        name
    });
    chosen.collect()
}

/// Returns the name with the first number from 2 on that makes it free.
fn numbered(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = name.trim_end_matches('_');
    (2_u64..)
        .map(|number| format!("{stem}_{number}"))
        .find(|name| !is_taken(name))
        .unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::distinct;
    use crate::dialect::rust_name;

    fn named(names: &[&str]) -> Vec<String> {
        distinct(names.iter().map(|name| (*name, rust_name(name, None))))
    }

    #[test]
    fn names_that_are_one_in_rust_are_numbered() {
        assert_eq!(named(&["a", "a_b"]), ["a", "a_b"]);
        assert_eq!(named(&["a-b", "a_b", "a b"]), ["a_b_2", "a_b", "a_b_3"]);
        assert_eq!(named(&["a-b", "a b", "a_b_2"]), ["a_b", "a_b_3", "a_b_2"]);
        assert_eq!(named(&["日本", "中国"]), ["__", "_2"]);
        assert_eq!(named(&["type", "type_"]), ["type_2", "type_"]);
    }
}
