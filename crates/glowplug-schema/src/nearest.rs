//! Suggestions for a name that does not exist.

/// The maximum number of suggestions.
const MOST: usize = 5;
/// The minimum similarity, from 0 to 1.
const ALIKE: f64 = 0.8;

/// Returns the names most similar to one that does not exist, the most similar first.
pub fn nearest<'n>(asked: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let asked = asked.to_lowercase();
    let mut found: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (likeness(&asked, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// Returns the similarity of two names; if one contains the other, at least 0.9.
fn likeness(one: &str, other: &str) -> f64 {
    let within = one.len().min(other.len()) >= 3 && (one.contains(other) || other.contains(one));
    let likeness = strsim::jaro_winkler(one, other);
    match within {
        true => likeness.max(0.9),
        false => likeness,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_names_are_near_and_the_nearest_comes_first() {
        let many: Vec<String> = (0..5_000).map(|number| format!("shelf_{number}")).collect();
        let names = || {
            many.iter()
                .map(String::as_str)
                .chain(["p_book_orders", "users"])
        };
        assert_eq!(nearest("book_orders", names()), ["p_book_orders"]);
        assert_eq!(nearest("user", names()), ["users"]);
        assert_eq!(nearest("USERS", names()), ["users"]);
        assert_eq!(nearest("shelf", names()).len(), MOST);
        assert!(nearest("nope", names()).is_empty());
    }
}
