//! The supported databases.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The supported databases. MariaDB is treated as MySQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Database {
    /// PostgreSQL 13 and later.
    Postgres,
    /// SQLite, bundled.
    Sqlite,
    /// MySQL 8 and MariaDB 10.6, and later.
    Mysql,
}

impl Database {
    /// All databases, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Postgres, Self::Sqlite, Self::Mysql];

    /// Returns the name in file names (`up.postgres.sql`) and options: `postgres`, `sqlite` or
    /// `mysql`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
            Self::Mysql => "mysql",
        }
    }

    /// Returns the database with this alias.
    pub(crate) fn by_alias(name: &str) -> Option<Self> {
        match name {
            "pg" | "psql" | "pgsql" | "postgresql" => Some(Self::Postgres),
            "mariadb" => Some(Self::Mysql),
            _ => None,
        }
    }

    /// Returns the nth placeholder of a statement, from 1: `$1` on PostgreSQL, `?` elsewhere.
    pub fn placeholder(self, number: usize) -> String {
        match self {
            Self::Postgres => format!("${number}"),
            Self::Sqlite | Self::Mysql => "?".to_owned(),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postgres => "PostgreSQL",
            Self::Sqlite => "SQLite",
            Self::Mysql => "MySQL",
        })
    }
}

impl FromStr for Database {
    type Err = UnknownDatabase;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|database| database.name() == name)
            .ok_or_else(|| UnknownDatabase(name.to_owned()))
    }
}

/// A name that is none of the supported databases.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a database; choose `postgres`, `sqlite` or `mysql`")]
pub struct UnknownDatabase(String);
