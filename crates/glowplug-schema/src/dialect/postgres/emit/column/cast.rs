//! How values are converted when the type of a column is changed, and what that costs.
//!
//! A table is rewritten unless the old type is binary coercible to the new one, or only an upper
//! limit grows (manual: `ALTER TABLE`, notes). `USING` casts explicitly, which truncates what is
//! too long for `varchar(n)` and rounds numbers: that loses data, but does not fail.

mod bits;
mod bytes;
mod route;
mod spelling;

use glowplug::catalog::{DataType, TypeKind};

use super::super::text::modifiers;
pub(in super::super) use route::{Route, through_text};

/// How values are converted.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Cast {
    /// The expression that converts them.
    pub(in super::super) route: Route,
    /// Whether the table is rewritten.
    pub(in super::super) rewrites: bool,
    /// What is lost of the values.
    pub(in super::super) loses: Option<&'static str>,
    /// Which values cannot be converted.
    pub(in super::super) fails: Option<&'static str>,
}

const STRINGS: &[&str] = &["text", "varchar", "bpchar", "citext", "name"];
const INTEGERS: &[&str] = &["int2", "int4", "int8"];
const NUMBERS: &[&str] = &["int2", "int4", "int8", "numeric", "float4", "float8"];

/// Casts in `pg_cast`, except those between numbers and those by way of `text`.
const CASTS: &[(&str, &[&str])] = &[
    ("bool", &["int4"]),
    ("int4", &["bool", "oid", "bit", "money"]),
    ("int8", &["oid", "bit", "money"]),
    ("oid", &["int4", "int8"]),
    ("bit", &["varbit", "int4", "int8"]),
    ("varbit", &["bit"]),
    ("money", &["numeric"]),
    ("numeric", &["money"]),
    ("date", &["timestamp", "timestamptz"]),
    ("timestamp", &["timestamptz", "date", "time"]),
    ("timestamptz", &["timestamp", "date", "time", "timetz"]),
    ("time", &["interval", "timetz"]),
    ("timetz", &["time"]),
    ("interval", &["time"]),
    ("json", &["jsonb"]),
    (
        "jsonb",
        &[
            "json", "bool", "int2", "int4", "int8", "numeric", "float4", "float8",
        ],
    ),
    ("cidr", &["inet"]),
    ("inet", &["cidr"]),
    ("hstore", &["json", "jsonb"]),
    ("macaddr", &["macaddr8"]),
    ("macaddr8", &["macaddr"]),
];

/// Returns how values of one type are converted to another.
///
/// `longest` is the length of the longest label of an enum.
pub(super) fn cast(from: &DataType, to: &DataType, longest: Option<u32>) -> Cast {
    match (&from.element, &to.element) {
        (None, Some(_)) if is_string(from) && !STRINGS.contains(&base(to)) => {
            elements(from, to, longest)
        }
        (None, Some(_)) => around(elements(from, to, longest), |route| match route {
            _ if is_string(from) => Route::Written,
            Route::Text => Route::ElementText,
            _ => Route::Element,
        }),
        (Some(_), None) if !is_string(to) => Cast {
            loses: Some("all elements but the first"),
            ..around(elements(from, to, longest), |route| match route {
                Route::Text => Route::FirstText,
                _ => Route::First,
            })
        },
        (Some(_), None) if to.length.is_none() => Cast {
            route: Route::Alone,
            ..elements(from, to, longest)
        },
        _ => elements(from, to, longest),
    }
}

/// Wraps the cast of an element for an array.
fn around(element: Cast, route: impl Fn(Route) -> Route) -> Cast {
    Cast {
        route: route(element.route),
        rewrites: true,
        ..element
    }
}

fn written(route: Route) -> Cast {
    Cast {
        route,
        rewrites: true,
        loses: None,
        fails: None,
    }
}

fn elements(from: &DataType, to: &DataType, longest: Option<u32>) -> Cast {
    let (old, new) = (base(from), base(to));
    let arrays = from.element.is_some() || to.element.is_some();
    let mut cast = written(Route::Direct);
    if let Some(bytes) = bytes::bytes(old, new, arrays) {
        cast = bytes;
        if STRINGS.contains(&new) {
            strings(&mut cast, None, old, to);
        }
    } else if let Some(around) = bits::detour(old, new).filter(|_| !arrays) {
        cast = around;
    } else if old == new && from.kind != TypeKind::Enum {
        cast.loses = shorter(old, from, to);
        cast.fails = fewer_digits(old, from, to);
        cast.rewrites = cast.loses.is_some()
            || cast.fails.is_some()
            || (old == "numeric" && scale(from) != scale(to) && !modifiers(&to.sql).is_empty())
            || (matches!(old, "bpchar" | "bit") && limit(from) != limit(to));
    } else if STRINGS.contains(&new) {
        strings(&mut cast, longest.or(longest_of(old, from)), old, to);
    } else if STRINGS.contains(&old) {
        cast.loses = spelling::of_text(new, to);
        cast.fails = Some("texts that are no values of the new type");
    } else if NUMBERS.contains(&old) && NUMBERS.contains(&new) {
        (cast.loses, cast.fails) = numbers(old, new, to);
    } else if CASTS
        .iter()
        .any(|(known, others)| *known == old && others.contains(&new))
    {
        const SAME: [(&str, &str); 4] = [
            ("cidr", "inet"),
            ("bit", "varbit"),
            ("int4", "oid"),
            ("oid", "int4"),
        ];
        cast.rewrites = !SAME.contains(&(old, new)) || limit(to).is_some();
        cast.loses = others_lose(old, new).or_else(|| spelling::of_json(old, new, to));
        cast.fails = others_fail(old, new);
    } else {
        cast.route = Route::Text;
        cast.fails = Some("values that cannot be read as the new type");
    }
    // Elements of an array are examined unless they only lose their limit.
    if from.element.is_some() && to.element.is_some() {
        cast.rewrites |= old != new || !modifiers(&to.sql).is_empty();
    }
    // A domain checks every value.
    if to.kind == TypeKind::Domain && from.name != to.name {
        cast.rewrites = true;
        cast.fails = cast.fails.or(Some("values that the domain does not take"));
    }
    cast
}

/// Returns the underlying type: of an array that of its elements, of a domain its base type.
fn base(of: &DataType) -> &str {
    let name = of.element.as_ref().unwrap_or(&of.name);
    of.base.as_ref().unwrap_or(name).name.as_str()
}

fn is_string(of: &DataType) -> bool {
    STRINGS.contains(&base(of)) && of.element.is_none()
}

fn strings(cast: &mut Cast, longest: Option<u32>, old: &str, to: &DataType) {
    let fits = match (limit(to), longest) {
        (None, _) => true,
        (Some(limit), Some(longest)) => longest <= limit,
        (Some(_), None) => false,
    };
    if !fits {
        cast.loses = Some("what is longer than the new limit");
    } else if base(to) == "name" && longest.is_none_or(|longest| longest > 63) {
        cast.loses = Some("what is longer than 63 bytes");
    } else if base(to) == "bpchar" && matches!(old, "text" | "varchar" | "citext") {
        cast.loses = Some("spaces at their end");
    }
    let kept = matches!(old, "text" | "varchar" | "citext" | "xml");
    let plain = matches!(base(to), "text" | "varchar" | "citext");
    cast.rewrites = !(kept && plain && fits && (limit(to).is_none() || old == "varchar"));
}

/// Returns the maximum length of a value as text.
fn longest_of(old: &str, from: &DataType) -> Option<u32> {
    Some(match old {
        "bool" => 5,
        "int2" => 6,
        "int4" => 11,
        "int8" => 20,
        "uuid" => 36,
        "date" => 13,
        "varchar" | "bpchar" => return limit(from),
        _ => return None,
    })
}

fn shorter(of: &str, from: &DataType, to: &DataType) -> Option<&'static str> {
    match of {
        "varchar" | "bpchar" | "varbit" | "bit" => {
            let shrinks = match (limit(from), limit(to)) {
                (_, None) => false,
                (None, Some(_)) => true,
                (Some(before), Some(after)) => after < before,
            };
            shrinks.then_some("what is longer than the new limit")
        }
        "numeric" => (scale(to) < scale(from)).then_some("decimal places beyond the new scale"),
        "timestamp" | "timestamptz" | "time" | "timetz" | "interval" => {
            let places = |of: &DataType| modifiers(&of.sql).first().copied().unwrap_or(6);
            (places(to) < places(from)).then_some("fractions of seconds")
        }
        _ => None,
    }
}

/// Returns the maximum length of a value, or of each element of an array.
fn limit(of: &DataType) -> Option<u32> {
    let elements = of.element.as_ref().filter(|element| {
        matches!(
            element.name.as_str(),
            "varchar" | "bpchar" | "varbit" | "bit"
        )
    });
    let written = elements.and_then(|_| modifiers(&of.sql).first().copied());
    of.length.or_else(|| u32::try_from(written?).ok())
}

/// Returns the scale of a number; `i64::MAX` if it has no limit.
fn scale(of: &DataType) -> i64 {
    match modifiers(&of.sql).as_slice() {
        [] => i64::MAX,
        [_] => 0,
        [_, scale, ..] => *scale,
    }
}

/// Returns true if a number has a precision, and thereby a scale.
fn limited(of: &DataType) -> bool {
    scale(of) != i64::MAX
}

/// Returns the number of digits before the decimal point; `i64::MAX` if it has no limit.
fn digits(of: &DataType) -> i64 {
    match modifiers(&of.sql).as_slice() {
        [] => i64::MAX,
        [precision] => *precision,
        [precision, scale, ..] => precision - scale,
    }
}

fn fewer_digits(of: &str, from: &DataType, to: &DataType) -> Option<&'static str> {
    (of == "numeric" && digits(to) < digits(from)).then_some(BEYOND)
}

const BEYOND: &str = "numbers beyond the range of the new type";

type Effects = (Option<&'static str>, Option<&'static str>);

fn numbers(old: &str, new: &str, to: &DataType) -> Effects {
    let rank = |of: &str| NUMBERS.iter().position(|number| *number == of);
    let whole = INTEGERS.contains(&old);
    let fractions = Some("the fractions of numbers");
    match new {
        "int2" | "int4" | "int8" if whole => (None, (rank(old) > rank(new)).then_some(BEYOND)),
        "int2" | "int4" | "int8" => (fractions, Some(BEYOND)),
        "numeric" if whole => {
            let needed = [5, 10, 19][rank(old).unwrap_or(2)];
            (None, (digits(to) < needed).then_some(BEYOND))
        }
        "numeric" => (
            Some("digits beyond those that are written out"),
            (digits(to) != i64::MAX).then_some(BEYOND),
        ),
        "float8" if matches!(old, "int2" | "int4" | "float4") => (None, None),
        "float4" if old == "int2" => (None, None),
        _ => (Some("digits beyond the precision of the new type"), None),
    }
}

fn others_fail(old: &str, new: &str) -> Option<&'static str> {
    match (old, new) {
        ("jsonb", "json") => None,
        ("jsonb", _) => Some("values that are none of this type"),
        ("bit", "int4" | "int8") | ("int8", "oid") => Some(BEYOND),
        ("macaddr8", "macaddr") => Some("addresses that are none of six bytes"),
        _ => None,
    }
}

fn others_lose(old: &str, new: &str) -> Option<&'static str> {
    match (old, new) {
        ("numeric", "money") => Some("fractions of the smallest coin"),
        ("int4" | "int8", "bit") | ("varbit", "bit") => Some("what is longer than the new limit"),
        ("int4", "oid") | ("oid", "int4") => Some("the sign of numbers beyond 2^31"),
        ("int4", "bool") => Some("every number but 0 and 1"),
        ("timestamp" | "timestamptz", "date") => Some("the time of day"),
        ("timestamp" | "timestamptz" | "interval", "time" | "timetz") => Some("the day"),
        ("timetz", "time") => Some("the time zone"),
        ("inet", "cidr") => Some("the host part of addresses"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
