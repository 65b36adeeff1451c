//! SQLite's SQL for the bookkeeping tables.

use super::dialect::Sqlite;
use crate::dialect::bookkeeping::{BookkeepingSql, Types};

impl BookkeepingSql for Sqlite {
    fn types(&self) -> Types {
        Types {
            key: "INTEGER PRIMARY KEY AUTOINCREMENT",
            instant: "TEXT",
            moment: "TEXT",
            text: "TEXT",
            long: "TEXT",
            tail: "",
        }
    }

    fn moment(&self, column: &str) -> String {
        format!("replace({column}, ' ', 'T')")
    }
}
