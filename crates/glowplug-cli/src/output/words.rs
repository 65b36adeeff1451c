//! Numbers, times and texts as people read them.

use std::time::Duration;

/// `1 migration`, `3 migrations`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// `0.4 ms`, `12 ms`, `1.25 s`, `3 min 5 s`, `2 h 3 min`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if duration < Duration::from_millis(10) {
        return format!("{:.1} ms", duration.as_secs_f64() * 1000.0);
    }
    match seconds {
        0 => format!("{} ms", duration.as_millis()),
        1..60 => format!("{:.2} s", duration.as_secs_f64()),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// Milliseconds for programs, to the microsecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// `512 bytes`, `1.5 kB`, `12.0 MB`: in steps of 1024, as PostgreSQL has it.
pub(crate) fn bytes(bytes: u64) -> String {
    if bytes < 1024 {
        return format!("{bytes} bytes");
    }
    let mut size = bytes as f64 / 1024.0;
    let mut units = ["kB", "MB", "GB"].into_iter();
    let mut unit = units.next().unwrap_or_default();
    for next in units.chain(["TB"]) {
        if size < 1024.0 {
            break;
        }
        size /= 1024.0;
        unit = next;
    }
    format!("{size:.1} {unit}")
}

/// The text with control characters written out, line ends and tabs apart: what a database or a
/// file holds must not steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(steers) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\r' => shown.push_str("\\r"),
            _ if steers(c) => shown.push_str(&format!("\\x{:02x}", u32::from(c))),
            _ => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes_read_well() {
        let shown = |milliseconds| duration(Duration::from_micros(milliseconds));
        assert_eq!(shown(420), "0.4 ms");
        assert_eq!(shown(12_345), "12 ms");
        assert_eq!(shown(1_250_000), "1.25 s");
        assert_eq!(shown(185_000_000), "3 min 5 s");
        assert_eq!(shown(7_380_000_000), "2 h 3 min");
        assert_eq!(bytes(512), "512 bytes");
        assert_eq!(bytes(1536), "1.5 kB");
        assert_eq!(bytes(8 << 20), "8.0 MB");
        assert_eq!(bytes(3 << 40), "3.0 TB");
        assert_eq!(count(1, "table"), "1 table");
        assert_eq!(count(0, "table"), "0 tables");
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(plain("a\tb\nc"), "a\tb\nc");
        assert_eq!(plain("\u{1b}]0;x\u{7}\r\u{9b}"), "\\x1b]0;x\\x07\\r\\x9b");
    }
}
