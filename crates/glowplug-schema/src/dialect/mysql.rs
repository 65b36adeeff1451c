//! MySQL and MariaDB: what is planned and decided about their schemas.

mod alterations;
mod backend;
mod conventions;
mod dialect;
mod emit;
mod measure;
mod probes;
mod sample_rows;
mod types;

use glowplug::dialect::mysql::{format, is_mariadb, quote, tokens};
