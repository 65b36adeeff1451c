//! Versions of migrations, and their order.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;

/// A migration's version: the part of the folder's name before the first `_`, without hyphens, as
/// in Diesel. `2026-01-31-120000-0000_add_region` has version `202601311200000000`.
///
/// Versions are ordered as numbers (`9` before `10`), while Diesel orders them as text. Numbers of
/// at least eight significant digits start with a date, and are ordered as text too: `2024-03-13`
/// comes after `2024-03-06-170000`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Version(String);

impl Version {
    /// Returns the version of a folder with this name.
    pub fn of_folder(name: &str) -> Self {
        let before = name.split('_').next().unwrap_or(name);
        Self(before.replace('-', ""))
    }

    /// Wraps a version as it is stored in the table of applied versions.
    pub fn stored(version: impl Into<String>) -> Self {
        Self(version.into())
    }

    /// Returns true if the two are equal or differ only in leading zeros, as `1` and `01` do. To
    /// Diesel these are two versions.
    pub fn is_same_number(&self, other: &Self) -> bool {
        numerically(&self.0, &other.0).is_eq()
    }

    /// Returns the version as Diesel stores it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        numerically(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares runs of digits as numbers of any length, and the rest as text.
fn numerically(mut left: &str, mut right: &str) -> Ordering {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // Nearly all versions are timestamps of the same length.
    if left.len() == right.len() && digits(left) && digits(right) {
        return left.cmp(right);
    }
    while !left.is_empty() && !right.is_empty() {
        let (left_run, left_rest) = run(left);
        let (right_run, right_rest) = run(right);
        let order = match (is_number(left_run), is_number(right_run)) {
            (true, true) => number(left_run).cmp(&number(right_run)),
            _ => left_run.cmp(right_run),
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.len().cmp(&right.len())
}

/// Splits off the first run of digits, or of other characters.
fn run(text: &str) -> (&str, &str) {
    let digits = is_number(text);
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    text.split_at(end)
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The number of digits in a date.
const DATE: usize = 8;

/// Returns a key that orders digits as numbers: without leading zeros, the longer one is greater.
/// Digits that are at least as long as a date start with one, and are ordered as text.
fn number(digits: &str) -> (usize, &str) {
    let significant = digits.trim_start_matches('0');
    (significant.len().min(DATE), significant)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn versions_are_read_as_diesel_reads_them() {
        let version = Version::of_folder("2026-01-31-120000-0000_add_region_to_servers");
        assert_eq!(version.as_str(), "202601311200000000");
        assert_eq!(Version::of_folder("001_name").as_str(), "001");
        assert_eq!(
            Version::of_folder("00000000000000_diesel_initial_setup").as_str(),
            "00000000000000"
        );
    }

    #[test]
    fn dates_with_and_without_a_time_are_ordered_as_dates() {
        let folders = [
            "00000000000000_diesel_initial_setup",
            "12_numbered",
            "2024-03-06-170000_before",
            "2024-03-13_after",
            "2024-03-13-000000-0000_later",
        ];
        let versions: Vec<Version> = folders.map(Version::of_folder).to_vec();
        assert!(versions.is_sorted(), "{versions:?}");
    }

    proptest! {
        #[test]
        fn versions_order_as_their_numbers(left in 0_u64..99_999_999, right in 0_u64..99_999_999) {
            let stored = |number: u64| Version::stored(number.to_string());
            prop_assert_eq!(stored(left).cmp(&stored(right)), left.cmp(&right));
        }

        #[test]
        fn the_order_is_total(left in "[0-9a-c.]{0,6}", right in "[0-9a-c.]{0,6}") {
            let (left, right) = (Version::stored(left), Version::stored(right));
            prop_assert_eq!(left.cmp(&right), right.cmp(&left).reverse());
            prop_assert_eq!(left.cmp(&right).is_eq(), left == right);
        }
    }
}
