//! Formats counts, durations, sizes and lists.

use std::time::Duration;

use glowplug::catalog::Uncompared;

use super::escape::visible_line;

/// Formats a count: `1 migration`, `3 migrations`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// Returns the first items of a list, and the number of the others. A list with one item too many
/// is not shortened, because the line with the number would be just as long.
pub(crate) fn shortened<T>(items: &[T], most: usize, all: bool) -> (&[T], usize) {
    match all || items.len() <= most + 1 {
        true => (items, 0),
        false => (&items[..most], items.len() - most),
    }
}

/// Lists objects of kinds that are not compared, in one line: `2 user mappings (a, b), 1 type (c)`.
pub(crate) fn listed(objects: &[Uncompared]) -> String {
    let kinds = objects.chunk_by(|one, other| one.kind == other.kind);
    let kinds: Vec<String> = kinds.map(of_one_kind).collect();
    kinds.join(", ")
}

/// Formats the number of objects of one kind, and the names of the first.
fn of_one_kind(objects: &[Uncompared]) -> String {
    const NAMED: usize = 3;
    let names: Vec<String> = objects
        .iter()
        .take(NAMED)
        .map(|of| visible_line(&of.name))
        .collect();
    let mut names = names.join(", ");
    if let more @ 1.. = objects.len().saturating_sub(NAMED) {
        names.push_str(&format!(" and {more} more"));
    }
    let kind = &objects[0].kind;
    match kind.ends_with('s') {
        true => format!("{kind} ({names})"),
        false => format!("{} ({names})", count(objects.len(), kind)),
    }
}

/// Formats a duration: `0.4 ms`, `12 ms`, `1.25 s`, `3 min 5 s`, `2 h 3 min`.
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

/// Returns a duration in milliseconds for programs, rounded to the microsecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// Formats a size: `512 bytes`, `1.5 kB`, `12.0 MB`, in steps of 1024, as PostgreSQL does.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_shortened_unless_all_is_asked_for() {
        assert_eq!(shortened(&[1, 2, 3], 2, false), (&[1, 2, 3][..], 0));
        assert_eq!(shortened(&[1, 2, 3, 4], 2, false), (&[1, 2][..], 2));
        assert_eq!(shortened(&[1, 2, 3, 4], 2, true), (&[1, 2, 3, 4][..], 0));
    }

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
}
