//! All rules, one file each.

pub(crate) mod all;
mod mysql;
pub(crate) mod postgres;
mod sqlite;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use crate::rule::Rule;

static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let folders = [postgres::RULES, sqlite::RULES, mysql::RULES, all::RULES];
    folders.concat()
});

/// Returns all rules.
pub fn rules() -> &'static [&'static Rule] {
    &RULES
}

/// Returns the rule with this name.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    rules().iter().copied().find(|rule| rule.id == id)
}
