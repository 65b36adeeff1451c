//! Guesses values that the constraints of a table accept: values of the columns' types, and values
//! that appear in checks.

use glowplug::catalog::{Catalog, Column, ConstraintKind, Table};

use super::{json, pattern};
use crate::dialect;
use crate::dialect::sample_rows::SampleValue;

/// The number of attempts with values from checks.
const TRIES: usize = 12;

/// A row: the value of each column.
pub(super) type CandidateRow<'t> = Vec<(&'t Column, SampleValue)>;

/// Returns rows to try, those with most columns first.
pub(super) fn ways<'t>(catalog: &Catalog, table: &'t Table, row: u32) -> Vec<CandidateRow<'t>> {
    let columns = table.columns.iter();
    let all: Vec<&Column> = columns
        .filter(|column| column.generated.is_none())
        .collect();
    let mut without_defaults = all.clone();
    without_defaults.retain(|column| column.default.is_none());
    let mut needed = without_defaults.clone();
    needed.retain(|column| !column.nullable);
    let words = words(catalog, table);
    let mut ways: Vec<CandidateRow<'t>> = Vec::new();
    for columns in [all, without_defaults, needed] {
        for attempt in 0..TRIES {
            let way = columns
                .iter()
                .map(|column| (*column, guess(column, &words, attempt, row)));
            ways.push(way.collect());
        }
    }
    ways.dedup();
    ways
}

/// Returns the value of a column. The first attempt uses only the types, the second the number of
/// the row if there is a check, the others the values that appear in the check.
fn guess(column: &Column, words: &[(&str, Vec<String>)], attempt: usize, row: u32) -> SampleValue {
    let mut of = words.iter().filter(|(name, _)| *name == column.name);
    let all = of.next().map_or(&[][..], |(_, words)| words);
    match attempt {
        _ if all.is_empty() => SampleValue::Typed,
        0 => SampleValue::Typed,
        1 => SampleValue::Text(row.to_string()),
        _ => SampleValue::Text(all[(attempt - 2) % all.len()].clone()),
    }
}

/// Returns the possible values that appear in the checks of each column.
fn words<'t>(catalog: &Catalog, table: &'t Table) -> Vec<(&'t str, Vec<String>)> {
    let columns = table.columns.iter().map(|column| {
        let checks = checks(catalog, table, column);
        let mut words: Vec<String> = checks.iter().flat_map(|check| literals(check)).collect();
        if !checks.is_empty() && dialect::of(catalog.database).is_json(&column.data_type) {
            words.retain(|word| serde_json::from_str::<serde_json::Value>(word).is_ok());
            words.insert(0, json::object(checks));
        }
        (column.name.as_str(), words)
    });
    columns.collect()
}

/// Returns the checks that the values of a column have to pass.
fn checks<'c>(catalog: &'c Catalog, table: &'c Table, column: &'c Column) -> Vec<&'c str> {
    let of_table = table.constraints.iter();
    let of_table = of_table.filter_map(|constraint| match &constraint.kind {
        ConstraintKind::Check { expression } => Some(expression.as_str()),
        _ => None,
    });
    let of_table = of_table.filter(|expression| mentions(expression, &column.name));
    let domain = catalog.domains.iter().find(|domain| {
        domain.name.name == column.data_type.name.name
            && domain.name.schema == column.data_type.name.schema
    });
    let of_domain = domain.into_iter().flat_map(|domain| &domain.checks);
    let of_domain = of_domain.map(|check| check.definition.as_str());
    of_table
        .chain(of_domain)
        .chain(column.check.as_deref())
        .collect()
}

/// Returns true if an expression contains a name as a whole word.
fn mentions(expression: &str, name: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    expression.match_indices(name).any(|(place, _)| {
        !expression[..place].ends_with(part_of_word)
            && !expression[place + name.len()..].starts_with(part_of_word)
    })
}

/// Returns the string literals of an expression, an example for those that are patterns, and its
/// numbers with the integers next to them.
fn literals(expression: &str) -> Vec<String> {
    let mut literals: Vec<String> = Vec::new();
    for (place, part) in expression.split('\'').enumerate() {
        if place % 2 == 1 {
            literals.extend(pattern::example(part).filter(|example| example != part));
            literals.push(part.to_owned());
            continue;
        }
        let words = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_');
        for word in words.filter(|word| word.parse::<f64>().is_ok()) {
            literals.push(word.to_owned());
            if let Ok(number) = word.parse::<i64>() {
                let beside = [number.checked_add(1), number.checked_sub(1)];
                literals.extend(
                    beside
                        .into_iter()
                        .flatten()
                        .map(|number| number.to_string()),
                );
            }
        }
    }
    literals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word() {
        assert!(mentions("(at > 1)", "at"));
        assert!(mentions("(\"at\" > 1)", "at"));
        assert!(!mentions("(state = 'at_')", "at"));
    }

    #[test]
    fn literals_of_checks_are_found_with_their_neighbours() {
        assert_eq!(literals("(age > 17)"), ["17", "18", "16"]);
        assert_eq!(
            literals("((state)::text = ANY (ARRAY['new'::text, 'done'::text]))"),
            ["new", "done"]
        );
        assert_eq!(literals("((a1 >= 0.5))"), ["0.5"]);
        assert_eq!(
            literals("(c ~ '^#[0-9A-F]{6}$'::text)"),
            ["#000000", "^#[0-9A-F]{6}$"]
        );
    }
}
