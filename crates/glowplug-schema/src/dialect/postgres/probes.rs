//! Statements that check functions and procedures: PostgreSQL resolves the names in a body that is
//! a string only when it is created and when it runs.

use glowplug::catalog::{Catalog, Function, FunctionKind};
use glowplug::dialect::Quoting as _;
use glowplug::dialect::postgres::Postgres;

use crate::dialect::probes::{Probe, ProbeKind};

/// The languages of which bodies are checked.
const LANGUAGES: [&str; 2] = ["LANGUAGE sql", "LANGUAGE plpgsql"];
/// Beginnings of words in functions that are not called: they may have lasting effects, or take
/// long.
const UNSAFE: [&str; 8] = [
    "copy", "dblink", "http", "lo_", "loop", "notify", "pg_", "while",
];

/// Returns statements that create each function again, and those that call the functions that are
/// only parsed when they are created, with `NULL` for all arguments.
pub(super) fn routines(catalog: &Catalog) -> Vec<Probe> {
    let functions = catalog.functions.iter();
    let checked = functions.filter(|function| language(function).is_some());
    checked
        .flat_map(|function| [Some(compiled(function)), called(function)])
        .flatten()
        .collect()
}

/// Returns the trigger functions in PL/pgSQL.
pub(super) fn trigger_functions(catalog: &Catalog) -> Vec<&Function> {
    let functions = catalog.functions.iter();
    functions
        .filter(|function| {
            function.returns == "trigger" && language(function) == Some(LANGUAGES[1])
        })
        .collect()
}

/// Returns the clause that names the language of a function, if its body is checked.
fn language(function: &Function) -> Option<&'static str> {
    let has_body = matches!(
        function.kind,
        FunctionKind::Function | FunctionKind::Procedure
    );
    let mut languages = LANGUAGES.into_iter().filter(|_| has_body);
    let named = |clause: &str| {
        let mut lines = function.definition.lines();
        lines.any(|line| line.trim_start() == clause || line.starts_with(&format!(" {clause} ")))
    };
    languages.find(|clause| named(clause))
}

fn compiled(function: &Function) -> Probe {
    Probe {
        object: function.object(),
        sql: function.definition.clone(),
        manner: ProbeKind::Compiled,
    }
}

/// Returns the call of a PL/pgSQL function that is safe to call.
fn called(function: &Function) -> Option<Probe> {
    let is_fired = function.returns.ends_with("trigger");
    if is_fired || language(function) != Some(LANGUAGES[1]) || !is_harmless(&function.definition) {
        return None;
    }
    let types = function.arguments.split(", ");
    let types = types.filter(|one| !one.is_empty());
    let arguments: Vec<String> = types.map(|one| format!("CAST(NULL AS {one})")).collect();
    let call = format!(
        "{}({})",
        Postgres.qualified(&function.name),
        arguments.join(", ")
    );
    Some(Probe {
        object: function.object(),
        sql: match function.kind {
            FunctionKind::Procedure => format!("CALL {call}"),
            _ => format!("SELECT {call}"),
        },
        manner: ProbeKind::RolledBack,
    })
}

/// Returns true if no word of a definition begins as one of those that are unsafe.
fn is_harmless(definition: &str) -> bool {
    let text = definition.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    !words.any(|word| UNSAFE.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_functions_of_the_server_are_not_harmless() {
        assert!(is_harmless("begin return (select a from t); end"));
        assert!(!is_harmless("begin loop end loop; end"));
        assert!(!is_harmless("begin perform pg_sleep(60); end"));
    }
}
