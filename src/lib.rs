//! The typed data-access layer of a chat bot, on Diesel and PostgreSQL.
