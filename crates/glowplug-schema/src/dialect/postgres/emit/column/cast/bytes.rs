//! Conversions from and to `bytea`.

use super::{Cast, Route, STRINGS, written};

/// The bytes of a text. A cast would interpret `\` as an escape.
const OF_TEXT: Route = Route::By("pg_catalog.convert_to({}, 'UTF8')");
const BY_TEXT: Route = Route::By("pg_catalog.convert_to({}::text, 'UTF8')");
/// The text of bytes. A cast would return hexadecimal digits.
const TO_TEXT: Route = Route::By("pg_catalog.convert_from({}, 'UTF8')");

/// Returns the conversion if one of the types is `bytea`. Texts are converted from and to UTF-8, so that
/// the conversion can be reverted.
pub(super) fn bytes(old: &str, new: &str, arrays: bool) -> Option<Cast> {
    let mut cast = written(Route::Direct);
    match (old, new) {
        ("bytea", "bytea") => return None,
        ("bytea", _) if arrays && STRINGS.contains(&new) => {
            cast.loses = Some("the texts that their bytes are: they become hexadecimal digits");
        }
        (_, "bytea") if arrays && STRINGS.contains(&old) => {
            cast.loses = Some("backslashes, which are read as parts of numbers");
            cast.fails = Some("texts that are no values of the new type");
        }
        _ if arrays => return None,
        ("bytea", "uuid") => {
            cast.route = Route::By("pg_catalog.encode({}, 'hex')");
            cast.fails = Some("values that are not of sixteen bytes");
        }
        ("uuid", "bytea") => cast.route = Route::By("pg_catalog.uuid_send({})"),
        ("bytea", _) => {
            cast.route = TO_TEXT;
            cast.fails = Some(match STRINGS.contains(&new) {
                true => "bytes that are no text in UTF-8",
                false => "values that cannot be read as the new type",
            });
        }
        (_, "bytea") if STRINGS.contains(&old) => cast.route = OF_TEXT,
        (_, "bytea") => cast.route = BY_TEXT,
        _ => return None,
    }
    Some(cast)
}
