//! What becomes of values when a column gets another type.
//!
//! A table is written anew unless the old type is binary coercible to the new one, or only an
//! upper limit grows (manual: `ALTER TABLE`, notes). `USING` casts explicitly, which cuts off what
//! is too long for `varchar(n)` and rounds numbers: that is a loss, not an error.

use super::super::text::modifiers;
use crate::catalog::{DataType, TypeKind};

/// What becomes of values.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Cast {
    /// How the new value is made.
    pub(in super::super) route: Route,
    /// Whether the table is written anew.
    pub(in super::super) rewrites: bool,
    /// What is lost of the values.
    pub(in super::super) loses: Option<&'static str>,
    /// Which values do not fit.
    pub(in super::super) fails: Option<&'static str>,
}

/// How the new value is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Route {
    /// By a cast.
    Direct,
    /// By a cast to text and one from it: the server knows no other.
    Text,
    /// As the only element of an array.
    Element,
    /// The same, the element by way of text.
    ElementText,
    /// As an array that is written out, or else as its only element.
    Written,
    /// As the first element of an array.
    First,
    /// The same, by way of text.
    FirstText,
    /// As the only element of an array, or else as an array that is written out: the way back of
    /// `Written`.
    Alone,
}

const STRINGS: &[&str] = &["text", "varchar", "bpchar", "citext", "name"];
const INTEGERS: &[&str] = &["int2", "int4", "int8"];
const NUMBERS: &[&str] = &["int2", "int4", "int8", "numeric", "float4", "float8"];

/// Casts that the server has besides those among numbers and those by way of text, as
/// `pg_cast` lists them.
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

/// What becomes of values of one type in another.
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

/// A cast of an element, into or out of an array.
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
    let mut cast = written(Route::Direct);
    if old == new && from.kind != TypeKind::Enum {
        cast.loses = shorter(old, from, to);
        cast.fails = fewer_digits(old, from, to);
        cast.rewrites = cast.loses.is_some()
            || cast.fails.is_some()
            || (old == "numeric" && scale(from) != scale(to) && !modifiers(&to.sql).is_empty())
            || (matches!(old, "bpchar" | "bit") && limit(from) != limit(to));
    } else if STRINGS.contains(&new) {
        strings(&mut cast, longest.or(longest_of(old, from)), old, to);
    } else if STRINGS.contains(&old) {
        cast.fails = Some("texts that say no such value");
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
        cast.loses = others_lose(old, new);
        cast.fails =
            (old == "jsonb" && new != "json").then_some("values that are none of this type");
    } else {
        cast.route = Route::Text;
        cast.fails = Some("values that cannot be read as the new type");
    }
    // The elements of an array are looked at unless they only lose their limit.
    if from.element.is_some() && to.element.is_some() {
        cast.rewrites |= old != new || !modifiers(&to.sql).is_empty();
    }
    // A domain looks at every value.
    if to.kind == TypeKind::Domain && from.name != to.name {
        cast.rewrites = true;
        cast.fails = cast.fails.or(Some("values that the domain does not take"));
    }
    cast
}

/// The type that values have in the end.
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
    }
    let kept = matches!(old, "text" | "varchar" | "citext" | "xml");
    let plain = matches!(base(to), "text" | "varchar" | "citext");
    cast.rewrites = !(kept && plain && fits && (limit(to).is_none() || old == "varchar"));
}

/// How long the text of a value is at the most.
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

/// How long a value may be, or each element of an array.
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

/// The decimal places of a number; one without a limit has as many as it needs.
fn scale(of: &DataType) -> i64 {
    match modifiers(&of.sql).as_slice() {
        [] => i64::MAX,
        [_] => 0,
        [_, scale, ..] => *scale,
    }
}

/// The digits before the point.
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

fn others_lose(old: &str, new: &str) -> Option<&'static str> {
    match (old, new) {
        ("int4", "bool") => Some("every number but 0 and 1"),
        ("timestamp" | "timestamptz", "date") => Some("the time of day"),
        ("timestamp" | "timestamptz" | "interval", "time" | "timetz") => Some("the day"),
        ("timetz", "time") => Some("the time zone"),
        ("inet", "cidr") => Some("the host part of addresses"),
        _ => None,
    }
}

/// A column as a value of a type, by way of text.
pub(in super::super) fn through_text(column: &str, of: &str, array: bool) -> String {
    if array {
        return format!("{column}::text[]::{of}");
    }
    format!("{column}::text::{of}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::TypeName;

    fn of(sql: &str, name: &str, length: Option<u32>) -> DataType {
        let name = TypeName {
            schema: None,
            name: name.to_owned(),
        };
        DataType {
            sql: sql.to_owned(),
            name,
            kind: TypeKind::Base,
            element: None,
            base: None,
            length,
            unsigned: false,
        }
    }

    #[test]
    fn growing_limits_write_nothing() {
        let short = of("character varying(10)", "varchar", Some(10));
        let long = of("character varying(20)", "varchar", Some(20));
        let text = of("text", "text", None);
        for (from, to) in [(&short, &long), (&short, &text), (&long, &text)] {
            assert!(!cast(from, to, None).rewrites, "{} to {}", from.sql, to.sql);
        }
        for (from, to) in [(&long, &short), (&text, &long)] {
            assert!(cast(from, to, None).rewrites && cast(from, to, None).loses.is_some());
        }
        let price = of("numeric(8,2)", "numeric", None);
        assert!(!cast(&price, &of("numeric(10,2)", "numeric", None), None).rewrites);
        assert!(!cast(&price, &of("numeric", "numeric", None), None).rewrites);
        assert!(
            cast(&price, &of("numeric(8,1)", "numeric", None), None)
                .loses
                .is_some()
        );
        assert!(
            cast(&price, &of("numeric(7,2)", "numeric", None), None)
                .fails
                .is_some()
        );
    }

    #[test]
    fn numbers_may_be_too_great() {
        let small = of("integer", "int4", None);
        let great = of("bigint", "int8", None);
        assert_eq!(cast(&small, &great, None), written(Route::Direct));
        assert_eq!(cast(&great, &small, None).fails, Some(BEYOND));
        assert_eq!(
            cast(&great, &of("uuid", "uuid", None), None).route,
            Route::Text
        );
    }

    #[test]
    fn elements_go_the_way_of_their_types() {
        let number = of("integer", "int4", None);
        let day = of("date", "date", None);
        let numbers = DataType {
            element: Some(number.name.clone()),
            ..of("integer[]", "_int4", None)
        };
        assert_eq!(cast(&number, &numbers, None), written(Route::Element));
        assert_eq!(cast(&day, &numbers, None).route, Route::ElementText);
        assert_eq!(cast(&numbers, &number, None).route, Route::First);
        assert_eq!(cast(&numbers, &day, None).route, Route::FirstText);
        assert!(cast(&numbers, &day, None).fails.is_some());
    }
}
