//! Determines what a change of a column's type does to existing values.

use glowplug::catalog::DataType;

/// The effect of a change of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Only the table's metadata changes.
    InPlace,
    /// Every value fits, and the table is copied.
    Copy,
    /// Values may not fit.
    Narrow,
}

/// Returns the effect of changing one type to another. `width` is the maximum number of bytes per
/// character.
pub(super) fn fit(from: &DataType, to: &DataType, width: u32) -> Fit {
    let (old, new) = (Parsed::of(from), Parsed::of(to));
    if from.sql == to.sql {
        return Fit::InPlace;
    }
    if old.name == new.name && matches!(old.name, "enum" | "set") {
        return listed(&old, &new);
    }
    if old.name == "varchar" && new.name == "varchar" && old.first() <= new.first() {
        // The length of a value is stored in one byte or in two.
        let bytes = |parsed: &Parsed<'_>| parsed.first() * width > 255;
        return if bytes(&old) == bytes(&new) {
            Fit::InPlace
        } else {
            Fit::Copy
        };
    }
    if widens(&old, &new) {
        Fit::Copy
    } else {
        Fit::Narrow
    }
}

/// The parts of a declared type.
struct Parsed<'a> {
    name: &'a str,
    /// The text in parentheses.
    arguments: &'a str,
    unsigned: bool,
}

impl<'a> Parsed<'a> {
    fn of(data_type: &'a DataType) -> Self {
        let inside = data_type.sql.split_once('(').map(|(_, rest)| rest);
        let arguments = inside.and_then(|rest| Some(rest.rsplit_once(')')?.0));
        Self {
            name: &data_type.name.name,
            arguments: arguments.unwrap_or_default(),
            unsigned: data_type.unsigned,
        }
    }

    fn number(&self, index: usize) -> u32 {
        let number = self.arguments.split(',').nth(index);
        number
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(0)
    }

    fn first(&self) -> u32 {
        self.number(0)
    }

    /// Returns the size of an integer type in bytes.
    fn bytes(&self) -> Option<u32> {
        Some(match self.name {
            "tinyint" => 1,
            "smallint" | "year" => 2,
            "mediumint" => 3,
            "int" => 4,
            "bigint" => 8,
            _ => return None,
        })
    }

    /// Returns the maximum number of digits of an integer type.
    fn digits(&self) -> Option<u32> {
        Some(match self.bytes()? {
            1 => 3,
            2 => 5,
            3 => 8,
            4 => 10,
            _ => 20,
        })
    }

    /// Returns the capacity of a text type in bytes; 0 for other types.
    fn room(&self) -> u64 {
        match self.name {
            "char" | "varchar" => u64::from(self.first()) * 4,
            "tinytext" => 255,
            "text" => 65_535,
            "mediumtext" => 16_777_215,
            "longtext" | "json" => 4_294_967_295,
            _ => 0,
        }
    }

    fn binary_room(&self) -> u64 {
        match self.name {
            "varbinary" => self.first().into(),
            "tinyblob" => 255,
            "blob" => 65_535,
            "mediumblob" => 16_777_215,
            "longblob" => 4_294_967_295,
            _ => 0,
        }
    }
}

/// Returns true if every value of one type is a value of the other.
fn widens(old: &Parsed<'_>, new: &Parsed<'_>) -> bool {
    if let (Some(from), Some(to)) = (old.bytes(), new.bytes()) {
        return new.name != "year" && whole(old, new, from, to);
    }
    match (old.name, new.name) {
        (_, "decimal") if old.digits().is_some() => {
            let signs = old.unsigned || !new.unsigned;
            signs && new.first() - new.number(1) >= old.digits().unwrap_or_default()
        }
        ("decimal", "decimal") => {
            let (scale, wanted) = (old.number(1), new.number(1));
            let whole = new.first().saturating_sub(wanted) >= old.first().saturating_sub(scale);
            whole && wanted >= scale && (old.unsigned || !new.unsigned)
        }
        ("tinyint" | "smallint" | "mediumint", "float" | "double") | ("int", "double") => {
            old.unsigned || !new.unsigned
        }
        ("float", "double") => old.arguments.is_empty() || new.arguments.is_empty(),
        ("date", "datetime") => true,
        ("timestamp", "datetime") | ("datetime", "datetime") | ("time", "time") => {
            new.first() >= old.first()
        }
        ("timestamp", "timestamp") | ("bit", "bit") => new.first() >= old.first(),
        // A text may be none of JSON.
        (_, "json") => false,
        ("enum", _) => new.room() >= 255 * 4,
        ("uuid", _) => new.room() >= 36 * 4,
        ("inet6", _) => new.room() >= 39 * 4,
        ("inet4", _) => new.room() >= 15 * 4,
        _ if old.room() > 0 => new.room() >= old.room(),
        _ => old.binary_room() > 0 && new.binary_room() >= old.binary_room(),
    }
}

fn whole(old: &Parsed<'_>, new: &Parsed<'_>, from: u32, to: u32) -> bool {
    match (old.unsigned, new.unsigned) {
        (false, false) | (true, true) => to >= from,
        (true, false) => to > from,
        (false, true) => old.name == "year" && to >= from,
    }
}

/// Returns the effect of changing the values of an enum or set. Values are stored as numbers, so
/// values appended at the end do not affect the others.
fn listed(old: &Parsed<'_>, new: &Parsed<'_>) -> Fit {
    let (before, after) = (values(old.arguments), values(new.arguments));
    // An enum takes one or two bytes, a set one to eight.
    let size = |count: usize| match old.name {
        "enum" => usize::from(count > 255),
        _ => count.div_ceil(8),
    };
    if after.starts_with(&before) && size(before.len()) == size(after.len()) {
        Fit::InPlace
    } else if before.iter().all(|value| after.contains(value)) {
        Fit::Copy
    } else {
        Fit::Narrow
    }
}

/// Returns the values that an enum or set loses.
pub(super) fn missing(from: &DataType, to: &DataType) -> Option<String> {
    let (old, new) = (Parsed::of(from), Parsed::of(to));
    if old.name != new.name || !matches!(old.name, "enum" | "set") {
        return None;
    }
    let after = values(new.arguments);
    let mut gone = values(old.arguments);
    gone.retain(|value| !after.contains(value));
    Some(gone.join(", "))
}

/// Returns the values of an enum or set, unquoted.
pub(super) fn listed_values(of: &DataType) -> Vec<String> {
    let parsed = Parsed::of(of);
    if !matches!(parsed.name, "enum" | "set") {
        return Vec::new();
    }
    let values = values(parsed.arguments).into_iter();
    let inside = values.map(|value| value.strip_prefix('\'').unwrap_or(value));
    let inside = inside.map(|value| value.strip_suffix('\'').unwrap_or(value));
    inside.map(|value| value.replace("''", "'")).collect()
}

/// Returns the values of an enum or set, including quotes.
fn values(list: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (index, byte) in list.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b',' if !quoted => {
                values.push(&list[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    if !list.is_empty() {
        values.push(&list[start..]);
    }
    values
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use glowplug::catalog::{TypeKind, TypeName};

    pub(in super::super) fn of(sql: &str) -> DataType {
        let name = sql.split(['(', ' ']).next().unwrap().to_owned();
        DataType {
            sql: sql.to_owned(),
            name: TypeName { schema: None, name },
            kind: TypeKind::Base,
            element: None,
            base: None,
            length: None,
            unsigned: sql.contains(" unsigned"),
        }
    }

    #[test]
    fn a_wider_type_takes_all_values_and_a_narrower_one_does_not() {
        for (from, to) in [
            ("int", "bigint"),
            ("int unsigned", "bigint"),
            ("int", "decimal(12,2)"),
            ("decimal(10,2)", "decimal(12,2)"),
            ("char(10)", "text"),
            ("varchar(255)", "longtext"),
            ("datetime", "datetime(6)"),
            ("date", "datetime"),
            ("blob", "longblob"),
            ("enum('a')", "varchar(255)"),
            ("tinyint(1)", "int"),
        ] {
            assert_eq!(fit(&of(from), &of(to), 4), Fit::Copy, "{from} {to}");
            assert_eq!(fit(&of(to), &of(from), 4), Fit::Narrow, "{to} {from}");
        }
        for (from, to) in [
            ("int", "int unsigned"),
            ("int unsigned", "int"),
            ("int", "varchar(5)"),
            ("decimal(10,2)", "decimal(10,4)"),
            ("text", "varchar(100)"),
            ("datetime", "timestamp"),
        ] {
            assert_eq!(fit(&of(from), &of(to), 4), Fit::Narrow, "{from} {to}");
        }
    }

    #[test]
    fn some_types_change_in_place() {
        for (from, to) in [
            ("varchar(10)", "varchar(63)"),
            ("varchar(64)", "varchar(1000)"),
            ("enum('a','b')", "enum('a','b','c,d')"),
            ("set('a')", "set('a','b')"),
        ] {
            assert_eq!(fit(&of(from), &of(to), 4), Fit::InPlace, "{from} {to}");
        }
        let across = fit(&of("varchar(63)"), &of("varchar(64)"), 4);
        assert_eq!(across, Fit::Copy);
        let before = fit(&of("enum('a','b')"), &of("enum('c','a','b')"), 4);
        assert_eq!(before, Fit::Copy);
        let without = fit(&of("enum('a','b')"), &of("enum('a')"), 4);
        assert_eq!(without, Fit::Narrow);
        assert_eq!(values("'a','it''s, b'"), ["'a'", "'it''s, b'"]);
    }
}
