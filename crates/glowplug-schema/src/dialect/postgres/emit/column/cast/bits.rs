//! Pairs of types that the server casts only by way of a third one. Their texts do not fit: `true` is
//! not a number, and the text of the `bit` value for five is `101`.

use super::{BEYOND, Cast, Effects, INTEGERS, NUMBERS, Route, written};

const FRACTIONS: &str = "the fractions of numbers";
const LONGER: &str = "what is longer than the new limit";
const PRECISION: &str = "digits beyond the precision of the new type";
const BITS: &str = "leading zeros; their bits become decimal digits";
const DIGITS: &str = "what they count; their decimal digits become bits";

/// Returns the conversion by way of a third type, if these types need one.
pub(super) fn detour(old: &str, new: &str) -> Option<Cast> {
    let (middle, (loses, fails)) = way(old, new)?;
    Some(Cast {
        loses,
        fails,
        ..written(Route::By(middle))
    })
}

fn way(old: &str, new: &str) -> Option<(&'static str, Effects)> {
    let whole = |of: &str| INTEGERS.contains(&of);
    Some(match (old, new) {
        ("bool", "int4") | ("int4" | "int8", "bit") | ("bit", "int4" | "int8") => return None,
        ("bool", number) if NUMBERS.contains(&number) => ("{}::integer", (None, None)),
        ("bit", "int2") => ("{}::integer", (None, Some(BEYOND))),
        ("bit", "numeric") => ("{}::bigint", (None, Some(BEYOND))),
        ("bit", "float4" | "float8") => ("{}::bigint", (Some(PRECISION), Some(BEYOND))),
        ("int2", "bit") => ("{}::integer", (Some(LONGER), None)),
        ("numeric" | "float4" | "float8", "bit") => ("{}::bigint", (Some(FRACTIONS), Some(BEYOND))),
        ("varbit", number) if NUMBERS.contains(&number) => ("{}::text", (Some(BITS), Some(BEYOND))),
        (number, "varbit") if NUMBERS.contains(&number) => (
            "{}::text",
            (Some(DIGITS), Some("numbers of other digits than 0 and 1")),
        ),
        ("money", number) if whole(number) => ("{}::numeric", (Some(FRACTIONS), Some(BEYOND))),
        ("money", "float4" | "float8") => ("{}::numeric", (Some(PRECISION), None)),
        _ => return None,
    })
}
