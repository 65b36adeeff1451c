//! What of a text is lost because its new type writes values in one way only, even under strict mode.

use glowplug::catalog::DataType;

use super::hazards;
use crate::change::Hazard;

const TEXTS: [&str; 6] = [
    "char",
    "varchar",
    "tinytext",
    "text",
    "mediumtext",
    "longtext",
];
const SAFER: &str = "add a column of the new type, and compare the values before the old one goes";

/// Returns the hazard that texts that the new type can read are written in another way afterwards.
pub(super) fn loss(column: &str, was: &DataType, is: &DataType) -> Option<Hazard> {
    let (old, new) = (was.name.name.as_str(), is.name.name.as_str());
    if !TEXTS.contains(&old) {
        return None;
    }
    let lost = match new {
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "decimal" | "float"
        | "double" => "leading zeros: `007` becomes `7`",
        "date" => "the time of day",
        "json" => "keys that are repeated, the order of keys and white space",
        "char" if old != "char" => "spaces at their end",
        _ => return None,
    };
    let why = format!("values of `{column}` lose {lost}");
    Some(hazards::loss(why, SAFER))
}
