//! Rules for SQLite.

mod added_column_is_key;
mod column_default_not_constant;
mod drop_column_in_use;
mod pragma_in_transaction;
mod rebuild_deletes_children;
mod reference_with_default;
mod rename_before_rebuild;
mod table_rebuild;
mod unsupported_alter;

use crate::rule::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &rebuild_deletes_children::RULE,
    &pragma_in_transaction::RULE,
    &rename_before_rebuild::RULE,
    &table_rebuild::RULE,
    &column_default_not_constant::RULE,
    &added_column_is_key::RULE,
    &reference_with_default::RULE,
    &drop_column_in_use::RULE,
    &unsupported_alter::RULE,
];
