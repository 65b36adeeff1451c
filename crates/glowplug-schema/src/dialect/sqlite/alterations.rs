//! What `ALTER` can change on SQLite: only tables, which are rebuilt for anything else.

use glowplug::dialect::sqlite::Sqlite;

use crate::dialect::alterations::Alterations;

impl Alterations for Sqlite {}
