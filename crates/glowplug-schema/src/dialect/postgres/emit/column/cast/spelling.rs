//! What of a text is lost because the new type writes its values in one way only.
//!
//! The server keeps a value, not how it was written, so the down migration returns another text. Where the
//! two texts mean the same to every reader (`uuid`, `inet`, `boolean`), that is no loss.

use glowplug::catalog::DataType;

use super::limit;

const KEYS: &str = "keys that are repeated, the order of keys and white space";

/// Returns what texts lose that the new type can read.
pub(super) fn of_text(new: &str, to: &DataType) -> Option<&'static str> {
    Some(match new {
        "int2" | "int4" | "int8" | "oid" => "leading zeros: `007` becomes `7`",
        "numeric" | "money" => "leading zeros (`007` becomes `7`) and digits beyond the new scale",
        "float4" | "float8" => "leading zeros (`007` becomes `7`) and digits beyond the precision",
        "date" => "the time of day",
        "time" => "the day and the time zone",
        "timetz" => "the day",
        "timestamp" => "the time zone",
        "tsvector" => "the order of words, and words that are repeated",
        "jsonb" => KEYS,
        "hstore" => "keys that are repeated, and the order of keys",
        "bit" | "varbit" if limit(to).is_some() => "what is longer than the new limit",
        _ => return None,
    })
}

/// Returns what JSON loses when it becomes another type.
pub(super) fn of_json(old: &str, new: &str, to: &DataType) -> Option<&'static str> {
    match (old, new) {
        ("json", "jsonb") => Some(KEYS),
        ("jsonb", "int2" | "int4" | "int8") => Some("the fractions of numbers"),
        ("jsonb", "float4" | "float8") => Some("digits beyond the precision of the new type"),
        ("jsonb", "numeric") => super::limited(to).then_some("digits beyond the new scale"),
        _ => None,
    }
}
