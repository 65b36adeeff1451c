//! What PostgreSQL can change with `ALTER` and `CREATE OR REPLACE`.

use glowplug::catalog::{
    Column, Constraint, ConstraintKind, DataType, Function, Index, Trigger, View,
};
use glowplug::dialect::postgres::Postgres;

use crate::dialect::alterations::Alterations;

impl Alterations for Postgres {
    /// Returns true unless a generated column must be recreated, which loses nothing; other columns
    /// are never recreated.
    fn alters_column(&self, from: &Column, to: &Column) -> bool {
        match (&from.generated, &to.generated) {
            (None, None) => true,
            (Some(from), None) => from.stored,
            (None, Some(_)) => false,
            (Some(from), Some(to)) => from == to,
        }
    }

    fn alters_constraint(&self, from: &Constraint, to: &Constraint) -> bool {
        let mut reached = from.clone();
        reached.comment.clone_from(&to.comment);
        if matches!(to.kind, ConstraintKind::Foreign(_)) {
            reached.deferral = to.deferral;
            reached.definition.clone_from(&to.definition);
        }
        if to.validated {
            reached.validated = true;
        }
        reached == *to
    }

    fn alters_index(&self, from: &Index, to: &Index) -> bool {
        let mut reached = from.clone();
        reached.comment.clone_from(&to.comment);
        reached.options.clone_from(&to.options);
        reached == *to
    }

    fn alters_trigger(&self, from: &Trigger, to: &Trigger) -> bool {
        from.definition == to.definition
    }

    /// Returns true if the view can be replaced: by one that has additional columns at its end.
    fn alters_view(&self, from: &View, to: &View) -> bool {
        match from.materialized || to.materialized {
            true => from.materialized == to.materialized && from.query == to.query,
            false => to.columns.starts_with(&from.columns),
        }
    }

    fn alters_function(&self, from: &Function, to: &Function) -> bool {
        from.kind == to.kind && from.signature == to.signature && from.returns == to.returns
    }

    /// Returns true if the old values can be compared with the new ones.
    fn keeps_foreign_key(&self, from: &Column, to: &Column) -> bool {
        family(&from.data_type) == family(&to.data_type) && from.collation == to.collation
    }
}

/// Returns a name for the group of types whose values can be compared with each other.
fn family(data_type: &DataType) -> &str {
    match data_type.name.name.as_str() {
        "int2" | "int4" | "int8" => "integer",
        "varchar" | "text" => "text",
        _ => &data_type.sql,
    }
}
