//! Rules for every database, or for more than one.

mod cannot_run_in_transaction;
mod change_without_condition;
mod drop_column;
mod drop_object;
mod drop_table;
mod foreign_key_without_index;
mod guarantee_dropped;
mod index_name;
pub(crate) mod measured_failure;
pub(crate) mod measured_rewrite;
pub(crate) mod measured_scan;
pub(crate) mod not_analysed;
pub(crate) mod reasonless_suppression;
mod rename_column;
mod rename_table;
mod required_column_without_default;
mod table_name;
mod timestamps;
mod transaction_control;
mod truncate;
pub(crate) mod unknown_suppression;
pub(crate) mod unreadable_script;
pub(crate) mod unused_suppression;

use crate::rule::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &cannot_run_in_transaction::RULE,
    &required_column_without_default::RULE,
    &drop_table::RULE,
    &drop_column::RULE,
    &drop_object::RULE,
    &rename_column::RULE,
    &rename_table::RULE,
    &guarantee_dropped::RULE,
    &truncate::RULE,
    &change_without_condition::RULE,
    &transaction_control::RULE,
    &foreign_key_without_index::RULE,
    &table_name::RULE,
    &index_name::RULE,
    &timestamps::RULE,
    &not_analysed::RULE,
    &measured_rewrite::RULE,
    &measured_scan::RULE,
    &measured_failure::RULE,
    &unreadable_script::RULE,
    &unused_suppression::RULE,
    &unknown_suppression::RULE,
    &reasonless_suppression::RULE,
];
