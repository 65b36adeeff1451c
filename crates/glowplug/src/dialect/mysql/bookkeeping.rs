//! MySQL's SQL for the bookkeeping tables.

use super::dialect::Mysql;
use crate::dialect::bookkeeping::{BookkeepingSql, Types};

impl BookkeepingSql for Mysql {
    fn types(&self) -> Types {
        Types {
            key: "BIGINT AUTO_INCREMENT PRIMARY KEY",
            instant: "DATETIME(6)",
            moment: "DATETIME(6)",
            text: "TEXT",
            long: "LONGTEXT",
            tail: " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4",
        }
    }

    fn moment(&self, column: &str) -> String {
        format!("date_format({column}, '%Y-%m-%dT%H:%i:%s.%f')")
    }

    /// Reads Unix time, because a `TIMESTAMP` is displayed in the session's time zone.
    fn diesel_run_on(&self) -> &'static str {
        "timestampadd(SECOND, unix_timestamp(run_on), TIMESTAMP'1970-01-01 00:00:00')"
    }
}
