//! What is planned for SQLite.

mod emitting;
