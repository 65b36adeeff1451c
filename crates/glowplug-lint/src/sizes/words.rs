//! Sizes in words.

use super::TableSize;

impl TableSize {
    /// Returns its name, with its schema if that is not the default one.
    pub(crate) fn shown_name(&self) -> String {
        match self.schema.as_deref() {
            None | Some("public" | "main") => self.name.clone(),
            Some(schema) => format!("{schema}.{}", self.name),
        }
    }

    /// Returns what it has: `about 40 million rows, 12.0 GB`; `None` if nothing is known.
    pub fn in_words(&self) -> Option<String> {
        let rows = self.rows.map(|rows| match self.rows_exact {
            true => rows_in_words(rows),
            false => format!("about {}", rows_in_words(rounded(rows))),
        });
        let parts: Vec<String> = rows.into_iter().chain(self.bytes.map(bytes)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

fn rows_in_words(rows: u64) -> String {
    match rows {
        1 => "1 row".to_owned(),
        0..1_000_000 => format!("{} rows", grouped(rows)),
        1_000_000..1_000_000_000 => format!("{} million rows", tenths(rows, 1_000_000)),
        _ => format!("{} billion rows", tenths(rows, 1_000_000_000)),
    }
}

/// Rounds an estimate to two digits.
fn rounded(number: u64) -> u64 {
    let unit = 10_u64.pow(number.max(1).ilog10().saturating_sub(1));
    number.saturating_add(unit / 2) / unit * unit
}

/// Returns `1.5`, or `2` if nothing remains.
fn tenths(number: u64, unit: u64) -> String {
    let tenths = number / (unit / 10);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => grouped(whole),
        (whole, rest) => format!("{}.{rest}", grouped(whole)),
    }
}

/// Returns a number with its thousands separated: `12,345`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns `512 bytes`, `1.5 kB`, `12.0 MB`, in steps of 1024, as PostgreSQL does.
fn bytes(bytes: u64) -> String {
    if bytes < 1024 {
        return format!("{bytes} bytes");
    }
    let mut size = bytes as f64 / 1024.0;
    let mut units = ["kB", "MB", "GB", "TB"].into_iter();
    let mut unit = units.next().unwrap_or_default();
    for next in units {
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

    fn words(rows: Option<u64>, rows_exact: bool, bytes: Option<u64>) -> Option<String> {
        let table = TableSize {
            rows,
            rows_exact,
            bytes,
            ..TableSize::default()
        };
        table.in_words()
    }

    #[test]
    fn estimates_are_rounded_and_counts_are_not() {
        for (rows, exact, wanted) in [
            (0, true, "0 rows"),
            (1, true, "1 row"),
            (0, false, "about 0 rows"),
            (41, false, "about 41 rows"),
            (12_345, true, "12,345 rows"),
            (12_345, false, "about 12,000 rows"),
            (999_999, false, "about 1 million rows"),
            (1_550_000, true, "1.5 million rows"),
            (40_123_456, false, "about 40 million rows"),
            (2_000_000_000, false, "about 2 billion rows"),
            (u64::MAX, true, "18,446,744,073.7 billion rows"),
            (u64::MAX, false, "about 18,000,000,000 billion rows"),
        ] {
            assert_eq!(words(Some(rows), exact, None).unwrap(), wanted);
        }
        assert_eq!(words(None, false, None), None);
        assert_eq!(words(None, false, Some(1)).unwrap(), "1 bytes");
        let both = words(Some(40), true, Some(12 << 30)).unwrap();
        assert_eq!(both, "40 rows, 12.0 GB");
    }
}
