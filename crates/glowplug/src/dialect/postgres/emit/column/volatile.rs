//! Whether a default gives another value each time, so that every row has to be written.

use super::super::emitter::Emitter;
use super::super::text::words;
use crate::catalog::Function;

/// The server's and its extensions' functions of this kind that people use in defaults: those with
/// `provolatile = 'v'`.
const VOLATILE: &[&str] = &[
    "clock_timestamp",
    "currval",
    "gen_random_bytes",
    "gen_random_uuid",
    "gen_salt",
    "lastval",
    "nextval",
    "random",
    "random_normal",
    "timeofday",
    "uuid_generate_v1",
    "uuid_generate_v1mc",
    "uuid_generate_v4",
    "uuidv4",
    "uuidv7",
];

/// Whether an expression calls such a function, or one of the project's that does not say
/// otherwise.
pub(super) fn is_volatile(em: &Emitter<'_>, expression: &str) -> bool {
    gives_others(em, expression, DEEPEST)
}

/// How many functions that call each other are looked through.
const DEEPEST: usize = 8;

fn gives_others(em: &Emitter<'_>, expression: &str, depth: usize) -> bool {
    let code = without_literals(expression);
    let own = |word: &str| {
        let functions = em.to.catalog.functions.iter();
        let mut called = functions.filter(|function| function.name.name == word);
        called.any(|function| is_function_volatile(em, function, depth))
    };
    words(&code).any(|word| VOLATILE.contains(&word) || own(word))
}

/// Whether a function gives other values each time. The server puts an expression in the place of a
/// function in SQL that reads no table, and looks at that.
fn is_function_volatile(em: &Emitter<'_>, function: &Function, depth: usize) -> bool {
    let definition = function.definition.as_str();
    let (header, body) = definition.split_once("AS $").unwrap_or((definition, ""));
    if words(header).any(|word| matches!(word, "IMMUTABLE" | "STABLE")) {
        return false;
    }
    let reads = words(body).any(|word| word.eq_ignore_ascii_case("from"));
    let inlined = depth > 0 && words(header).any(|word| word == "sql") && !body.is_empty();
    !inlined || reads || gives_others(em, body, depth - 1)
}

/// An expression without the texts in it.
fn without_literals(expression: &str) -> String {
    expression
        .split('\'')
        .step_by(2)
        .collect::<Vec<_>>()
        .join(" ")
}
