//! `models`: the structs that it writes, which are a part of this binary and do their work here,
//! and what it says of those that were edited.
//!
//! `GLOWPLUG_BLESS=1` writes the structs anew.

mod chosen;
mod edited;
mod generated;
mod mysql;
mod postgres;
mod sqlite;
