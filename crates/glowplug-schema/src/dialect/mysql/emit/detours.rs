//! Pairs of types that the server cannot convert, or converts to values of another meaning.

use glowplug::catalog::{Column, DataType};

use super::types::listed_values;

/// How values get from one type to another if a plain `MODIFY` is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detour {
    /// By way of text.
    Text,
    /// Not at all.
    None,
}

/// Groups of types that the server converts in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Time,
    Listed,
    Address,
    Spatial,
    Text,
}

impl Kind {
    fn of(data_type: &DataType) -> Self {
        match &*data_type.name.name {
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "decimal" | "float"
            | "double" | "bit" | "year" => Self::Number,
            "date" | "time" | "datetime" | "timestamp" => Self::Time,
            "enum" | "set" => Self::Listed,
            "uuid" | "inet4" | "inet6" => Self::Address,
            "geometry" | "point" | "linestring" | "polygon" | "multipoint" | "multilinestring"
            | "multipolygon" | "geometrycollection" | "geomcollection" => Self::Spatial,
            _ => Self::Text,
        }
    }
}

/// Returns the detour that the values of a column need; generated values are recomputed.
pub(super) fn detour(old: &Column, new: &Column) -> Option<Detour> {
    if old.generated.is_some() || new.generated.is_some() {
        return None;
    }
    between(&old.data_type, &new.data_type)
}

fn between(from: &DataType, to: &DataType) -> Option<Detour> {
    use Kind::{Address, Listed, Number, Spatial, Time};
    match (Kind::of(from), Kind::of(to)) {
        (Number, Listed) | (Listed, Number) => Some(Detour::Text),
        (Number | Time, Address) | (Address, Number | Time) => Some(Detour::Text),
        (Address, Address) => (from.name != to.name).then_some(Detour::Text),
        (Spatial, Number | Time | Address) | (Number | Time | Address, Spatial) => {
            Some(Detour::None)
        }
        _ => None,
    }
}

/// Returns the maximum number of characters in the text of a value.
pub(super) fn text_length(of: &DataType) -> usize {
    let listed = || listed_values(of).into_iter();
    let lengths = listed().map(|value| value.chars().count());
    match &*of.name.name {
        "enum" => lengths.max().unwrap_or_default().max(1),
        "set" => lengths.map(|length| length + 1).sum::<usize>().max(1),
        "decimal" => 68,
        "uuid" => 36,
        "inet6" => 45,
        "inet4" => 15,
        "year" => 4,
        _ => 26,
    }
}

/// Returns the texts of false and true before and after, for a boolean that becomes a value of a list
/// with both words, or the other way round.
pub(super) fn truth(from: &DataType, to: &DataType) -> Option<[(String, String); 2]> {
    if is_truth(from) {
        let [no, yes] = words(to)?;
        return Some([("0".to_owned(), no), ("1".to_owned(), yes)]);
    }
    if is_truth(to) {
        let [no, yes] = words(from)?;
        return Some([(no, "0".to_owned()), (yes, "1".to_owned())]);
    }
    None
}

/// Returns true if a type is what `BOOLEAN` stands for.
pub(super) fn is_truth(of: &DataType) -> bool {
    of.sql.starts_with("tinyint(1)")
}

/// Returns the words for false and true as a list spells them.
fn words(of: &DataType) -> Option<[String; 2]> {
    let values = listed_values(of);
    if values.iter().any(|value| value == "0" || value == "1") {
        return None;
    }
    let find = |word: &str| {
        let mut values = values.iter();
        values
            .find(|value| value.eq_ignore_ascii_case(word))
            .cloned()
    };
    Some([find("false")?, find("true")?])
}

#[cfg(test)]
mod tests {
    use super::super::types::tests::of;
    use super::*;

    #[test]
    fn positions_in_a_list_are_no_values() {
        for number in [
            "tinyint(1)",
            "int",
            "decimal(5,2)",
            "double",
            "bit(8)",
            "year",
        ] {
            for list in ["enum('a')", "set('a')"] {
                assert_eq!(
                    between(&of(number), &of(list)),
                    Some(Detour::Text),
                    "{number}"
                );
                assert_eq!(
                    between(&of(list), &of(number)),
                    Some(Detour::Text),
                    "{number}"
                );
            }
        }
        for text in ["varchar(5)", "set('b')", "date", "uuid", "blob", "point"] {
            assert_eq!(between(&of("enum('a')"), &of(text)), None, "{text}");
        }
    }

    #[test]
    fn what_the_server_never_converts_goes_by_way_of_text_or_not_at_all() {
        for one in ["uuid", "inet4", "inet6"] {
            for other in ["int", "decimal(5,2)", "bit(1)", "date", "time", "timestamp"] {
                assert_eq!(between(&of(one), &of(other)), Some(Detour::Text));
                assert_eq!(between(&of(other), &of(one)), Some(Detour::Text));
            }
            assert_eq!(between(&of(one), &of("point")), Some(Detour::None));
            assert_eq!(between(&of(one), &of(one)), None);
            assert_eq!(between(&of(one), &of("binary(16)")), None);
        }
        assert_eq!(between(&of("inet4"), &of("inet6")), Some(Detour::Text));
        assert_eq!(between(&of("int"), &of("point")), Some(Detour::None));
        assert_eq!(between(&of("geometry"), &of("point")), None);
    }

    #[test]
    fn words_for_truth_values_are_taken_as_the_list_spells_them() {
        let pair = |was: &str, is: &str| (was.to_owned(), is.to_owned());
        assert_eq!(
            truth(&of("tinyint(1)"), &of("enum('True','FALSE','it''s')")),
            Some([pair("0", "FALSE"), pair("1", "True")])
        );
        assert_eq!(
            truth(&of("set('false','true')"), &of("tinyint(1)")),
            Some([pair("false", "0"), pair("true", "1")])
        );
        assert_eq!(
            truth(&of("tinyint(1)"), &of("enum('0','true','false')")),
            None
        );
        assert_eq!(truth(&of("tinyint(4)"), &of("enum('true','false')")), None);
        assert_eq!(text_length(&of("enum('a','it''s')")), 4);
    }
}
