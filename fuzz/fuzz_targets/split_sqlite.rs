#![no_main]

use glowplug::Database;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| glowplug_fuzz::check_split(Database::Sqlite, bytes));
