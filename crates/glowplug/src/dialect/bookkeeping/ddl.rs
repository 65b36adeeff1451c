use super::{Bookkeeping, DIESEL, HISTORY, MIGRATIONS};
use crate::model::Database;

/// Diesel's table, as Diesel 2.3 creates it (`diesel::migration::CREATE_MIGRATIONS_TABLE`).
pub(super) fn diesel(bookkeeping: &Bookkeeping) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS {} (\n    \
         version VARCHAR(50) PRIMARY KEY NOT NULL,\n    \
         run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n)",
        bookkeeping.table(DIESEL)
    )
}

/// The types and tails that differ.
struct Types {
    key: &'static str,
    instant: &'static str,
    moment: &'static str,
    long: &'static str,
    tail: &'static str,
}

const fn types(database: Database) -> Types {
    match database {
        Database::Postgres => Types {
            key: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            instant: "TIMESTAMPTZ",
            moment: "TIMESTAMP",
            long: "TEXT",
            tail: "",
        },
        Database::Sqlite => Types {
            key: "INTEGER PRIMARY KEY AUTOINCREMENT",
            instant: "TEXT",
            moment: "TEXT",
            long: "TEXT",
            tail: "",
        },
        Database::Mysql => Types {
            key: "BIGINT AUTO_INCREMENT PRIMARY KEY",
            instant: "DATETIME(6)",
            moment: "DATETIME(6)",
            long: "LONGTEXT",
            tail: " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4",
        },
    }
}

/// What is known of each applied version.
pub(super) fn migrations(bookkeeping: &Bookkeeping) -> String {
    let types = types(bookkeeping.database);
    format!(
        "CREATE TABLE IF NOT EXISTS {table} (\n    \
         version VARCHAR(50) PRIMARY KEY NOT NULL,\n    \
         name TEXT NOT NULL,\n    \
         batch BIGINT NOT NULL,\n    \
         checksum CHAR(64),\n    \
         applied_at {instant} NOT NULL,\n    \
         duration_us BIGINT,\n    \
         actor TEXT NOT NULL,\n    \
         host TEXT NOT NULL,\n    \
         tool TEXT NOT NULL,\n    \
         down_sql {long},\n    \
         run_on {moment},\n    \
         state VARCHAR(9) NOT NULL,\n    \
         statements_done BIGINT NOT NULL,\n    \
         statements_digest TEXT NOT NULL,\n    \
         statement_started BIGINT NOT NULL,\n    \
         statement_note {long}\n){tail}",
        table = bookkeeping.table(MIGRATIONS),
        instant = types.instant,
        moment = types.moment,
        long = types.long,
        tail = types.tail,
    )
}

/// What happened.
pub(super) fn history(bookkeeping: &Bookkeeping) -> String {
    let types = types(bookkeeping.database);
    format!(
        "CREATE TABLE IF NOT EXISTS {table} (\n    \
         id {key},\n    \
         run VARCHAR(50) NOT NULL,\n    \
         action VARCHAR(9) NOT NULL,\n    \
         outcome VARCHAR(9) NOT NULL,\n    \
         version VARCHAR(50) NOT NULL,\n    \
         name TEXT NOT NULL,\n    \
         batch BIGINT,\n    \
         happened_at {instant} NOT NULL,\n    \
         duration_us BIGINT,\n    \
         actor TEXT NOT NULL,\n    \
         host TEXT NOT NULL,\n    \
         tool TEXT NOT NULL,\n    \
         message {long}\n){tail}",
        table = bookkeeping.table(HISTORY),
        key = types.key,
        instant = types.instant,
        long = types.long,
        tail = types.tail,
    )
}
