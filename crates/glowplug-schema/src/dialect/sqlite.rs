//! SQLite: what is planned and decided about its schemas.

mod alterations;
mod backend;
mod conventions;
mod dialect;
mod dump;
mod emit;
mod measure;
mod probes;
mod sample_rows;
mod types;

use glowplug::dialect::sqlite::{layout, quote, tokens};
