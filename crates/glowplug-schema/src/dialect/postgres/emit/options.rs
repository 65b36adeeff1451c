//! Storage parameters of tables, views and indexes.

/// Returns the `SET (…)` and `RESET (…)` for the parameters that differ.
pub(super) fn clauses(from: &[String], to: &[String]) -> Vec<String> {
    let set: Vec<_> = to
        .iter()
        .filter(|option| !from.contains(option))
        .cloned()
        .collect();
    let reset: Vec<_> = from
        .iter()
        .map(|option| name(option))
        .filter(|gone| !to.iter().any(|option| name(option) == *gone))
        .collect();
    let mut clauses = Vec::new();
    if !set.is_empty() {
        clauses.push(format!("SET ({})", set.join(", ")));
    }
    if !reset.is_empty() {
        clauses.push(format!("RESET ({})", reset.join(", ")));
    }
    clauses
}

fn name(option: &str) -> &str {
    option.split('=').next().unwrap_or(option)
}
