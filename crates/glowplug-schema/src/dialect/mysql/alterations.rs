//! What MySQL's `ALTER` and `CREATE OR REPLACE` can change.

use glowplug::catalog::{Column, Constraint, Function, FunctionKind, View};
use glowplug::dialect::mysql::Mysql;

use crate::dialect::alterations::Alterations;

impl Alterations for Mysql {
    /// Returns true unless the column changes between a virtual column and any other, which
    /// requires recreating it, because a virtual one stores no values.
    fn alters_column(&self, from: &Column, to: &Column) -> bool {
        match (&from.generated, &to.generated) {
            (None, None) => true,
            (Some(one), None) | (None, Some(one)) => one.stored,
            (Some(from), Some(to)) => from.stored == to.stored,
        }
    }

    fn alters_constraint(&self, from: &Constraint, to: &Constraint) -> bool {
        let mut reached = from.clone();
        reached.validated = to.validated;
        reached == *to
    }

    fn alters_view(&self, _: &View, _: &View) -> bool {
        true
    }

    /// Returns true if two events differ only in their start time: without one, an event starts
    /// when it is created, and a dump writes that time out.
    fn is_same_function(&self, from: &Function, to: &Function) -> bool {
        if from == to {
            return true;
        }
        let (from_start, to_start) = (without_start(from), without_start(to));
        let says = |one: &Function, without: &str| one.definition != without;
        from.kind == FunctionKind::Event
            && to.kind == FunctionKind::Event
            && from.name == to.name
            && from.comment == to.comment
            && says(from, &from_start) != says(to, &to_start)
            && from_start == to_start
    }
}

/// Returns the definition of an event without its start time.
fn without_start(event: &Function) -> String {
    let definition = &event.definition;
    let Some((before, rest)) = definition.split_once(" STARTS '") else {
        return definition.clone();
    };
    let after = rest.split_once('\'').map_or("", |(_, after)| after);
    match before.contains("\n    DO ") {
        true => definition.clone(),
        false => format!("{before}{after}"),
    }
}
