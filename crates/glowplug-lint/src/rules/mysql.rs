//! Rules for MySQL and MariaDB.

mod charset_conversion;
mod check_copies;
mod column_filled_with_zero;
mod column_type_copies;
mod enum_value_not_appended;
mod foreign_key_copies;
mod index_blocks_writes;
mod inline_reference_ignored;
mod no_algorithm;
mod nullability_rebuilds;
mod partitioning_copies;
mod primary_key_rebuilds;
mod several_definitions;
mod stored_column_copies;

use crate::rule::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &several_definitions::RULE,
    &column_type_copies::RULE,
    &foreign_key_copies::RULE,
    &primary_key_rebuilds::RULE,
    &partitioning_copies::RULE,
    &charset_conversion::RULE,
    &enum_value_not_appended::RULE,
    &stored_column_copies::RULE,
    &index_blocks_writes::RULE,
    &column_filled_with_zero::RULE,
    &nullability_rebuilds::RULE,
    &inline_reference_ignored::RULE,
    &check_copies::RULE,
    &no_algorithm::RULE,
];
