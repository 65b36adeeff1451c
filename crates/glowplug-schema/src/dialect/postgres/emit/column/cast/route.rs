//! Expressions that convert a value from one type to another.

/// The expression that converts values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super::super) enum Route {
    /// A cast.
    Direct,
    /// A cast to `text` and from there, because the server has no direct one.
    Text,
    /// A cast of an expression in which `{}` is the old value.
    By(&'static str),
    /// An array with the value as its only element.
    Element,
    /// The same, with the element cast by way of `text`.
    ElementText,
    /// A text, parsed as an array literal if it looks like one, else as the only element.
    Written,
    /// The first element of an array.
    First,
    /// The same, cast by way of `text`.
    FirstText,
    /// The only element of an array, or else the array as a literal: the inverse of `Written`.
    Alone,
}

impl Route {
    /// Returns the expression that converts an old value to a type.
    pub(in super::super::super) fn expression(self, old: &str, of: &str) -> String {
        match self {
            Self::Direct => format!("{old}::{of}"),
            Self::Text => through_text(old, of, of.ends_with("[]")),
            Self::By(way) => format!("{}::{of}", way.replace("{}", old)),
            Self::Element => format!("CASE WHEN {old} IS NOT NULL THEN ARRAY[{old}]::{of} END"),
            Self::ElementText => {
                format!("CASE WHEN {old} IS NOT NULL THEN ARRAY[{old}::text]::{of} END")
            }
            Self::Written => {
                format!(
                    "CASE WHEN {old} LIKE '{{%}}' THEN {old}::{of} \
                     WHEN {old} IS NOT NULL THEN ARRAY[{old}]::{of} END"
                )
            }
            Self::First => format!("{old}[1]::{of}"),
            Self::FirstText => format!("{old}[1]::text::{of}"),
            Self::Alone => {
                let first = format!("{old}[1]::{of}");
                format!(
                    "CASE WHEN cardinality({old}) = 1 AND {first} NOT LIKE '{{%}}' THEN {first} ELSE {old}::{of} END"
                )
            }
        }
    }
}

/// Returns the expression that casts a value by way of `text`.
pub(in super::super::super) fn through_text(old: &str, of: &str, array: bool) -> String {
    if array {
        return format!("{old}::text[]::{of}");
    }
    format!("{old}::text::{of}")
}
