//! Rules for PostgreSQL.

mod attach_partition_scans;
mod auto_increment_column;
mod cascade;
mod check_validates_rows;
mod collation_change;
mod column_type_rewrites;
mod column_with_constraint;
mod concurrent_index_if_not_exists;
mod constrained_domain_column;
mod definer_without_search_path;
mod detach_partition_not_concurrent;
mod domain_check_validates_rows;
mod drop_index_not_concurrent;
mod enum_value_used_in_same_transaction;
mod exclusion_constraint;
mod foreign_key_validates_rows;
mod index_not_concurrent;
pub(super) mod locks;
mod mixed_transaction;
mod name_too_long;
mod no_lock_timeout;
mod primary_key_builds_index;
mod primary_key_on_nullable_column;
mod refresh_not_concurrent;
mod reindex_not_concurrent;
mod rename_object;
mod set_not_null_scans;
mod several_statements_without_transaction;
mod stored_generated_column;
mod table_rewrite;
mod unique_constraint_builds_index;
mod vacuum_full;
mod validate_in_same_transaction;
mod volatile_default;
mod volatility;
mod work_after_strong_lock;

use crate::rule::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &index_not_concurrent::RULE,
    &drop_index_not_concurrent::RULE,
    &reindex_not_concurrent::RULE,
    &foreign_key_validates_rows::RULE,
    &check_validates_rows::RULE,
    &validate_in_same_transaction::RULE,
    &set_not_null_scans::RULE,
    &volatile_default::RULE,
    &auto_increment_column::RULE,
    &stored_generated_column::RULE,
    &constrained_domain_column::RULE,
    &column_with_constraint::RULE,
    &column_type_rewrites::RULE,
    &collation_change::RULE,
    &unique_constraint_builds_index::RULE,
    &primary_key_builds_index::RULE,
    &primary_key_on_nullable_column::RULE,
    &exclusion_constraint::RULE,
    &table_rewrite::RULE,
    &vacuum_full::RULE,
    &refresh_not_concurrent::RULE,
    &detach_partition_not_concurrent::RULE,
    &attach_partition_scans::RULE,
    &domain_check_validates_rows::RULE,
    &enum_value_used_in_same_transaction::RULE,
    &work_after_strong_lock::RULE,
    &no_lock_timeout::RULE,
    &mixed_transaction::RULE,
    &several_statements_without_transaction::RULE,
    &concurrent_index_if_not_exists::RULE,
    &rename_object::RULE,
    &cascade::RULE,
    &name_too_long::RULE,
    &definer_without_search_path::RULE,
];
