//! Chooses how to alter a table: with `ALTER TABLE` if that is possible without checking the rows,
//! and otherwise by the twelve steps of
//! <https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes>.

use glowplug::catalog::{Column, Constraint, ConstraintKind, Index, Table};

use super::affinity::converted;
use super::{ddl, hazards, rowid, words_of};
use crate::change::Step;
use crate::dialect::sqlite::quote::{literal, name};

/// The way to alter a table.
pub(super) enum Way<'c> {
    /// Columns are added and dropped in place.
    Columns {
        added: Vec<(&'c Column, Vec<&'c Constraint>)>,
        dropped: Vec<&'c Column>,
    },
    /// The table is rebuilt.
    Rebuild,
    /// The table is virtual: it is dropped and created.
    Replace,
}

/// Returns the column of this name, in any case.
pub(super) fn column<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    table
        .columns
        .iter()
        .find(|column| column.name.eq_ignore_ascii_case(name))
}

/// Chooses the way to alter a table.
pub(super) fn way<'c>(from: &'c Table, to: &'c Table) -> Way<'c> {
    if from.virtual_module.is_some() || to.virtual_module.is_some() {
        return Way::Replace;
    }
    in_place(from, to).unwrap_or(Way::Rebuild)
}

fn in_place<'c>(from: &'c Table, to: &'c Table) -> Option<Way<'c>> {
    if from.options != to.options {
        return None;
    }
    let mut added: Vec<(&Column, Vec<&Constraint>)> = Vec::new();
    for column in &to.columns {
        match self::column(from, &column.name) {
            Some(was) if was == column => {}
            Some(_) => return None,
            None => added.push((column, Vec::new())),
        }
    }
    let dropped = from.columns.iter();
    let dropped: Vec<&Column> = dropped
        .filter(|column| self::column(to, &column.name).is_none())
        .collect();
    if !from
        .constraints
        .iter()
        .all(|kept| to.constraints.contains(kept))
    {
        return None;
    }
    for constraint in &to.constraints {
        if !from.constraints.contains(constraint) {
            let (_, constraints) = added
                .iter_mut()
                .find(|(column, _)| belongs(constraint, column))?;
            constraints.push(constraint);
        }
    }
    let addable = added.iter().all(|(column, _)| is_addable(column, &added));
    let droppable = dropped.iter().all(|column| is_droppable(column, from, to));
    (addable && droppable).then_some(Way::Columns { added, dropped })
}

/// Returns true if a constraint can be added together with a column. `PRIMARY KEY` and `UNIQUE`
/// cannot.
fn belongs(constraint: &Constraint, column: &Column) -> bool {
    match &constraint.kind {
        ConstraintKind::Foreign(key) => {
            let null = column
                .default
                .as_deref()
                .is_none_or(|default| default == "NULL");
            key.columns == [column.name.clone()] && null
        }
        ConstraintKind::Check { expression } => {
            words_of(expression).contains(&column.name.to_lowercase())
        }
        _ => false,
    }
}

/// Returns true if `ADD COLUMN` accepts a column: it is not a stored generated column, its default
/// is constant, and it has one if it is `NOT NULL`. Its checks must only use columns that exist by
/// then.
fn is_addable(column: &Column, added: &[(&Column, Vec<&Constraint>)]) -> bool {
    let stored = column
        .generated
        .as_ref()
        .is_some_and(|generated| generated.stored);
    let constant = column.default.as_deref().is_none_or(ddl::is_literal);
    let null = column
        .default
        .as_deref()
        .is_none_or(|default| default == "NULL");
    let filled = column.nullable || !null || column.generated.is_some();
    let mut others = added.iter().map(|(other, _)| other.name.to_lowercase());
    let alone = added
        .iter()
        .filter(|(this, _)| this.name == column.name)
        .flat_map(|(_, constraints)| constraints)
        .all(|constraint| match &constraint.kind {
            ConstraintKind::Check { expression } => {
                let words = words_of(expression);
                !others.any(|other| other != column.name.to_lowercase() && words.contains(&other))
            }
            _ => true,
        });
    !stored && constant && filled && alone && column.identity.is_none()
}

/// Returns true if `DROP COLUMN` can drop a column, because nothing that remains uses it.
fn is_droppable(column: &Column, from: &Table, to: &Table) -> bool {
    let lower = column.name.to_lowercase();
    let uses = |text: &str| words_of(text).contains(&lower);
    let constrained =
        from.constraints
            .iter()
            .any(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey { columns, .. }
                | ConstraintKind::Unique { columns, .. } => columns.contains(&column.name),
                ConstraintKind::Foreign(key) => key.columns.contains(&column.name),
                ConstraintKind::Check { expression } => uses(expression),
                ConstraintKind::Exclusion => true,
            });
    let computed = from.columns.iter().any(|other| {
        other.name != column.name
            && other
                .generated
                .as_ref()
                .is_some_and(|generated| uses(&generated.expression))
    });
    let indexed = |index: &Index| {
        let parts = index.keys.iter();
        let mut parts = parts.flat_map(|key| [&key.column, &key.expression]);
        parts.any(|part| part.as_deref().is_some_and(uses))
            || index.predicate.as_deref().is_some_and(uses)
    };
    // An index that is dropped too is dropped first.
    let indexed = to.indexes.iter().any(indexed);
    !constrained && !computed && !indexed
}

/// Returns the steps that add and drop columns.
pub(super) fn columns(
    from: &Table,
    table: &Table,
    added: &[(&Column, Vec<&Constraint>)],
    dropped: &[&Column],
) -> Vec<Step> {
    let called = &table.name.name;
    let add = added.iter().map(|(column, constraints)| {
        let inline: Vec<(&Constraint, String)> = constraints
            .iter()
            .map(|constraint| (*constraint, beside(constraint)))
            .collect();
        let sql = format!(
            "ALTER TABLE {} ADD COLUMN {}",
            name(called),
            ddl::column(column, &inline)
        );
        let mut step = Step::new(sql);
        for constraint in constraints {
            if let ConstraintKind::Check { expression } = &constraint.kind
                && !hazards::holds(from, table, expression)
            {
                step = step.hazard(hazards::new_check(called, expression));
            }
        }
        step
    });
    let drop = dropped.iter().map(|column| {
        let sql = format!(
            "ALTER TABLE {} DROP COLUMN {}",
            name(called),
            name(&column.name)
        );
        let step = Step::new(sql);
        if column.generated.is_some() {
            return step;
        }
        step.hazard(hazards::drops_column(called, &column.name))
            .hazard(hazards::rewrites(called))
    });
    add.chain(drop).collect()
}

fn beside(constraint: &Constraint) -> String {
    match constraint.foreign_key() {
        Some(key) => crate::dialect::sqlite::layout::references(key, constraint.deferral),
        None => ddl::definition(constraint),
    }
}

/// Returns the steps that create a table under a temporary name, copy the rows, drop the old table
/// and rename the new one.
pub(super) fn rebuild(from: &Table, to: &Table, temporary: &str) -> Vec<Step> {
    let called = &to.name.name;
    let mut create = Step::new(ddl::table(to, temporary));
    create.remark = Some(format!(
        "`{called}` is recreated: SQLite cannot change it in place"
    ));
    let mut steps = vec![create];
    steps.extend(copy(from, to, temporary));
    if counts(from) && counts(to) {
        steps.extend(sequence(called, temporary));
    }
    steps.push(Step::new(format!("DROP TABLE {}", name(called))));
    steps.push(Step::new(format!(
        "ALTER TABLE {} RENAME TO {}",
        name(temporary),
        name(called)
    )));
    if let Some(last) = steps.get_mut(1) {
        last.hazards = hazards::copying(from, to);
    }
    steps
}

fn counts(table: &Table) -> bool {
    table.columns.iter().any(|column| column.identity.is_some())
}

/// Copies the columns that both tables have, and the rowids. A conflict is an error, whatever the
/// new table's `ON CONFLICT` clauses say.
fn copy(from: &Table, to: &Table, temporary: &str) -> Option<Step> {
    let common = to.columns.iter().filter_map(|column| {
        let was = self::column(from, &column.name)?;
        column
            .generated
            .is_none()
            .then(|| (name(&column.name), converted(was, column)))
    });
    let mut pairs: Vec<(String, String)> = common.collect();
    if pairs.is_empty() {
        return None;
    }
    pairs.splice(0..0, rowid::copied(from, to));
    let (columns, values): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
    let resolves = to
        .constraints
        .iter()
        .any(|constraint| constraint.definition.contains(" ON CONFLICT "))
        || to.columns.iter().any(|column| !column.storage.is_empty());
    let insert = if resolves {
        "INSERT OR ABORT"
    } else {
        "INSERT"
    };
    Some(Step::new(format!(
        "{insert} INTO {} ({})\nSELECT {}\nFROM {}",
        name(temporary),
        columns.join(", "),
        values.join(", "),
        name(&from.name.name)
    )))
}

/// Preserves the highest number ever assigned, so that none is assigned again.
fn sequence(called: &str, temporary: &str) -> [Step; 2] {
    let (called, temporary) = (literal(called), literal(temporary));
    [
        Step::new(format!(
            "DELETE FROM sqlite_sequence WHERE name = {temporary}"
        )),
        Step::new(format!(
            "INSERT INTO sqlite_sequence (name, seq)\n\
             SELECT {temporary}, seq FROM sqlite_sequence WHERE name = {called}"
        )),
    ]
}
