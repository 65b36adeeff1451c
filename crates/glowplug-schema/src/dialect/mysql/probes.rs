//! Statements that check routines: MySQL and MariaDB resolve the names in a routine only when it
//! runs.

use glowplug::catalog::{Catalog, Function, FunctionKind};
use glowplug::dialect::Quoting as _;
use glowplug::dialect::mysql::Mysql;

use crate::dialect::probes::{self, Probe, ProbeKind};

/// Words of routines that are not called: they may have lasting effects, or take long.
const UNSAFE: &[&str] = &[
    "alter",
    "analyze",
    "benchmark",
    "call",
    "commit",
    "create",
    "drop",
    "execute",
    "flush",
    "get_lock",
    "global",
    "grant",
    "kill",
    "load_file",
    "lock",
    "loop",
    "optimize",
    "outfile",
    "prepare",
    "rename",
    "repeat",
    "revoke",
    "rollback",
    "savepoint",
    "sleep",
    "start",
    "truncate",
    "while",
];

/// Returns a call of each routine that is safe to call, with `NULL` for all parameters. None is
/// called if a table would keep what it writes.
pub(super) fn routines(catalog: &Catalog) -> Vec<Probe> {
    if !catalog.tables.iter().all(probes::rolls_back) {
        return Vec::new();
    }
    let functions = catalog.functions.iter();
    let harmless = functions.filter(|function| is_harmless(&function.definition));
    harmless.filter_map(probe).collect()
}

/// Returns true if no word of a definition is unsafe, after the `CREATE` that it begins with.
fn is_harmless(definition: &str) -> bool {
    let text = definition.trim_start().to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    !words.skip(1).any(|word| UNSAFE.contains(&word))
}

fn probe(function: &Function) -> Option<Probe> {
    let count = match function.arguments.is_empty() {
        true => 0,
        false => parameters(&function.signature),
    };
    let variables: Vec<String> = (0..count)
        .map(|place| format!("@glowplug_{place}"))
        .collect();
    let name = Mysql.qualified(&function.name);
    let call = format!("{name}({})", variables.join(", "));
    let sql = match function.kind {
        FunctionKind::Function => format!("SELECT {call}"),
        FunctionKind::Procedure => format!("CALL {call}"),
        FunctionKind::Aggregate | FunctionKind::Event => return None,
    };
    Some(Probe {
        object: function.object(),
        sql,
        manner: ProbeKind::RolledBack,
    })
}

/// Returns the number of parameters in `IN a decimal(10,2), OUT b enum('x','y')`.
fn parameters(signature: &str) -> usize {
    let (mut depth, mut quoted, mut count) = (0_usize, false, 1);
    for sign in signature.chars() {
        match sign {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_harmless_although_it_creates_the_routine() {
        assert!(is_harmless("CREATE FUNCTION `f`() RETURNS int\nRETURN 1"));
        assert!(!is_harmless(
            "CREATE PROCEDURE `p`()\nCREATE TABLE t (a int)"
        ));
        assert!(!is_harmless(
            "CREATE PROCEDURE `p`()\nSET GLOBAL event_scheduler = 1"
        ));
    }

    #[test]
    fn parameters_are_counted_outside_of_their_types() {
        assert_eq!(parameters("`a` int"), 1);
        assert_eq!(
            parameters("IN `a` decimal(10,2), OUT `b` enum('x,(','y')"),
            2
        );
    }
}
