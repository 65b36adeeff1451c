//! Identity columns.

use glowplug::catalog::{Column, Identity, ObjectName, QualifiedName, Sequence};

use super::super::super::quote::{literal, quote};
use super::super::emitter::Emitter;
use super::super::{sequence, text};
use crate::change::Step;

/// Returns the options of an identity column's sequence in parentheses, if there are any.
pub(in super::super) fn options(em: &Emitter<'_>, column: &Column) -> String {
    let sequence = column
        .identity
        .as_ref()
        .and_then(|identity| identity.sequence.as_ref());
    let Some(sequence) = sequence else {
        return String::new();
    };
    let mut options = sequence::options(sequence);
    // A generated name is omitted in the catalog.
    if !sequence.name.name.is_empty() {
        options.insert(0, format!("SEQUENCE NAME {}", em.name(&sequence.name)));
    }
    if options.is_empty() {
        return String::new();
    }
    format!(" ({})", options.join(" "))
}

/// Returns the complete sequence of an identity; what the catalog omits has the server's defaults.
fn whole(table: &QualifiedName, column: &Column, identity: &Identity) -> Sequence {
    let chosen = QualifiedName {
        schema: table.schema.clone(),
        name: text::generated_name(&table.name, &[&column.name], "seq"),
    };
    let mut sequence = identity.sequence.clone().unwrap_or_else(|| Sequence {
        name: chosen.clone(),
        data_type: column.data_type.sql.clone(),
        start: 1,
        increment: 1,
        minimum: 1,
        maximum: sequence::bounds(&column.data_type.sql).1,
        cache: 1,
        cycles: false,
        unlogged: false,
        owner: None,
        comment: None,
    });
    if sequence.name.name.is_empty() {
        sequence.name = chosen;
    }
    sequence
}

/// Returns `ALWAYS` or `BY DEFAULT`.
pub(super) fn kind(identity: &Identity) -> &'static str {
    if identity.always {
        "ALWAYS"
    } else {
        "BY DEFAULT"
    }
}

/// Emits `DROP IDENTITY`.
pub(super) fn drop(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column) {
    let clause = format!("ALTER COLUMN {} DROP IDENTITY", quote(&column.name));
    let hazard = sequence::forgotten(&em.name(table), &column.name);
    em.warn(em.alter_table(table, &[clause]), vec![hazard]);
}

/// Emits `ADD GENERATED`, and advances the sequence past the existing values.
pub(super) fn add(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
    identity: &Identity,
) {
    let clause = format!(
        "ALTER COLUMN {} ADD GENERATED {} AS IDENTITY{}",
        quote(&column.name),
        kind(identity),
        options(em, column),
    );
    em.say(em.alter_table(table, &[clause]));
    let sequence = whole(table, column, identity);
    let (name, of) = (literal(&em.name(table)), literal(&column.name));
    catch_up(
        em,
        table,
        column,
        &sequence,
        &format!("pg_get_serial_sequence({name}, {of})"),
    );
    sequence::comment(em, &sequence, None);
}

/// Advances a new sequence past the existing values.
pub(super) fn catch_up(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
    sequence: &Sequence,
    called: &str,
) {
    let name = ObjectName::Column(table.clone(), column.name.clone());
    let new = em.outline.is_new(table) || em.outline.creates.contains_key(&name);
    if sequence.increment < 1 || new {
        return;
    }
    let (name, highest) = (em.name(table), format!("max({})", quote(&column.name)));
    let sql = format!(
        "SELECT setval({called}, {highest}) FROM {name} HAVING {highest} >= {}",
        sequence.start,
    );
    em.push(Step::new(sql).remark("the new sequence goes on behind the numbers that are there"));
}

/// Emits the differences between two identities.
pub(super) fn alter(em: &mut Emitter<'_>, table: &QualifiedName, now: &Column, column: &Column) {
    let (Some(before), Some(after)) = (&now.identity, &column.identity) else {
        return;
    };
    let mut clause = String::new();
    if before.always != after.always {
        clause += &format!(" SET GENERATED {}", kind(after));
    }
    let (from, to) = (whole(table, now, before), whole(table, column, after));
    // The sequence's type already changed along with the column.
    let retyped = Sequence {
        data_type: to.data_type.clone(),
        ..from.clone()
    };
    for option in sequence::changed(&retyped, &to) {
        clause += &format!(" SET {option}");
    }
    if from.name != to.name {
        let (old, new) = (em.name(&from.name), quote(&to.name.name).into_owned());
        em.say(format!("ALTER SEQUENCE {old} RENAME TO {new}"));
    }
    sequence::comment(em, &to, from.comment.as_ref());
    if !clause.is_empty() {
        let clause = format!("ALTER COLUMN {}{clause}", quote(&column.name));
        em.say(em.alter_table(table, &[clause]));
    }
}

/// Returns an identity after the type of its column was changed: its sequence has that type too,
/// and the type's bounds if it had those of the old type.
pub(super) fn retyped(identity: &Identity, of: &str) -> Identity {
    let mut identity = identity.clone();
    if let Some(sequence) = &mut identity.sequence {
        let (before, after) = (sequence::bounds(&sequence.data_type), sequence::bounds(of));
        if sequence.minimum == before.0 {
            sequence.minimum = after.0;
        }
        if sequence.maximum == before.1 {
            sequence.maximum = after.1;
        }
        of.clone_into(&mut sequence.data_type);
    }
    identity
}
