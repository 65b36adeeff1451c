//! The statements that create the bookkeeping tables.

use super::{Bookkeeping, DIESEL, HISTORY, MIGRATIONS};

/// Returns the statement that creates Diesel's table, as Diesel 2.3 has it
/// (`diesel::migration::CREATE_MIGRATIONS_TABLE`).
pub(super) fn diesel(bookkeeping: &Bookkeeping) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS {} (\n    \
         version VARCHAR(50) PRIMARY KEY NOT NULL,\n    \
         run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n)",
        bookkeeping.table(DIESEL)
    )
}

/// Returns the statement that creates the table with details on each applied version.
pub(super) fn migrations(bookkeeping: &Bookkeeping) -> String {
    let types = bookkeeping.sql().types();
    format!(
        "CREATE TABLE IF NOT EXISTS {table} (\n    \
         version VARCHAR(50) PRIMARY KEY NOT NULL,\n    \
         name {text} NOT NULL,\n    \
         batch BIGINT NOT NULL,\n    \
         checksum CHAR(64),\n    \
         applied_at {instant} NOT NULL,\n    \
         duration_us BIGINT,\n    \
         actor {text} NOT NULL,\n    \
         host {text} NOT NULL,\n    \
         tool {text} NOT NULL,\n    \
         down_sql {long},\n    \
         run_on {moment},\n    \
         state VARCHAR(9) NOT NULL,\n    \
         statements_done BIGINT NOT NULL,\n    \
         statements_digest {text} NOT NULL,\n    \
         statement_started BIGINT NOT NULL,\n    \
         statement_note {long}\n){tail}",
        table = bookkeeping.table(MIGRATIONS),
        instant = types.instant,
        moment = types.moment,
        text = types.text,
        long = types.long,
        tail = types.tail,
    )
}

/// Returns the statement that creates the history.
pub(super) fn history(bookkeeping: &Bookkeeping) -> String {
    let types = bookkeeping.sql().types();
    format!(
        "CREATE TABLE IF NOT EXISTS {table} (\n    \
         id {key},\n    \
         run VARCHAR(50) NOT NULL,\n    \
         action VARCHAR(9) NOT NULL,\n    \
         outcome VARCHAR(9) NOT NULL,\n    \
         version VARCHAR(50) NOT NULL,\n    \
         name {text} NOT NULL,\n    \
         batch BIGINT,\n    \
         happened_at {instant} NOT NULL,\n    \
         duration_us BIGINT,\n    \
         actor {text} NOT NULL,\n    \
         host {text} NOT NULL,\n    \
         tool {text} NOT NULL,\n    \
         message {long}\n){tail}",
        table = bookkeeping.table(HISTORY),
        key = types.key,
        instant = types.instant,
        text = types.text,
        long = types.long,
        tail = types.tail,
    )
}
