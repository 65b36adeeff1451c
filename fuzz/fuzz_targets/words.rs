#![no_main]

use glowplug::Database;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for database in Database::ALL {
        glowplug_fuzz::check_words(database, bytes);
    }
});
