//! System-versioned tables, which keep the history of their rows (MariaDB).

use glowplug::catalog::{Catalog, Table};

use crate::change::Step;
use crate::dialect::mysql::format;

/// The table option of a system-versioned table.
pub(super) const VERSIONED: &str = "WITH SYSTEM VERSIONING";

/// Allows changes to system-versioned tables, which the server rejects by default.
pub(super) fn keep_history(steps: &mut Vec<Step>, from: &Catalog) {
    let versioned = from.tables.iter().filter(|table| is_versioned(table));
    let heads: Vec<String> = versioned
        .map(|table| format!("ALTER TABLE {}", format::name(&table.name)))
        .collect();
    let alters = |step: &Step| {
        let mut heads = heads.iter();
        heads.any(|head| {
            let rest = step.sql.strip_prefix(head.as_str());
            rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })
    };
    if let Some(first) = steps.iter().position(alters) {
        let keep = Step::new("SET SESSION system_versioning_alter_history = KEEP")
            .remark("The history of the rows is changed with them; the server refuses otherwise");
        steps.insert(first, keep);
    }
}

pub(super) fn is_versioned(table: &Table) -> bool {
    table.options.iter().any(|option| option == VERSIONED)
}

/// Returns true if a table option is a period, which is written among the columns.
pub(super) fn is_period(option: &str) -> bool {
    option.starts_with("PERIOD FOR ")
}
