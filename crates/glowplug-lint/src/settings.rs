//! Settings, as the rules ask for them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Table;

use crate::parameter::Parameter;
use crate::severity::Severity;

/// Settings of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Table")]
pub struct Settings {
    /// The oldest PostgreSQL that the migrations are applied to; 13 if it is not set.
    pub postgres: Option<u32>,
    /// The oldest SQLite that the migrations are applied to, as major and minor version; the one that
    /// is built into this crate if it is not set.
    pub sqlite: Option<(u32, u32)>,
    /// What applies the migrations.
    pub runner: Runner,
    /// The last version whose migrations are not judged, unless they are named.
    pub since: Option<String>,
    /// The file from which sizes of tables are read, unless another is named.
    pub sizes: Option<String>,
    /// A table with fewer rows is small: to lock, read or copy it is a remark.
    pub small_table: u64,
    /// A table with as many rows is large: to lock, read or copy it is an error.
    pub large_table: u64,
    /// Severities that are set; `None` is off.
    pub(crate) severities: BTreeMap<&'static str, Option<Severity>>,
    pub(crate) parameters: BTreeMap<(&'static str, &'static str), Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            postgres: None,
            sqlite: None,
            runner: Runner::default(),
            since: None,
            sizes: None,
            small_table: 10_000,
            large_table: 1_000_000,
            severities: BTreeMap::new(),
            parameters: BTreeMap::new(),
        }
    }
}

/// What applies the migrations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runner {
    /// Both `glowplug` and `diesel`: what one of them does wrong is found.
    #[default]
    Any,
    /// Only `glowplug`, which sets a lock timeout, sends statements one by one, and switches foreign
    /// keys off when it rebuilds a table of SQLite.
    Glowplug,
    /// Only `diesel`, or Diesel's harness in a program, which do none of it.
    Diesel,
}

impl Settings {
    /// Returns a parameter of a rule.
    pub(crate) fn parameter(&self, rule: &str, known: &[Parameter], key: &str) -> Vec<String> {
        let mut set = self.parameters.iter();
        if let Some((_, values)) = set.find(|((id, name), _)| *id == rule && *name == key) {
            return values.clone();
        }
        let found = known.iter().find(|parameter| parameter.key == key);
        let default = found.map_or(&[] as &[_], |parameter| parameter.default);
        default.iter().map(|value| (*value).to_owned()).collect()
    }

    /// Returns the oldest version of PostgreSQL.
    pub(crate) fn postgres_version(&self) -> u32 {
        self.postgres.unwrap_or(13)
    }
}
