//! Decides whether a default is volatile, so that adding a column must rewrite every row.

use glowplug::catalog::Function;

use super::super::emitter::Emitter;
use super::super::text::words;

/// Volatile functions (`provolatile = 'v'`) of the server and its extensions that are used in
/// defaults.
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

/// Returns true if an expression calls one of these, or a function of the project that may be
/// volatile.
pub(super) fn is_volatile(em: &Emitter<'_>, expression: &str) -> bool {
    gives_others(em, expression, DEEPEST)
}

/// Maximum depth of nested function calls that are examined.
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

/// Returns true if a function may be volatile. The server inlines a SQL function that reads no
/// table, and then its expression decides.
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

/// Returns an expression without its string literals.
fn without_literals(expression: &str) -> String {
    expression
        .split('\'')
        .step_by(2)
        .collect::<Vec<_>>()
        .join(" ")
}
