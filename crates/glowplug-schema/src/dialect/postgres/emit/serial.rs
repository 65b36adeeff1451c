//! `bigserial` and similar pseudo-types, which stand for a sequence, a default and `NOT NULL`.

use glowplug::catalog::{Column, ObjectName, QualifiedName};

use super::emitter::Emitter;

/// Returns the pseudo-type for a new column whose sequence is created along with it.
pub(super) fn word(
    em: &Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
) -> Option<&'static str> {
    let sequence = em.to.catalog.serial(table, column)?;
    let name = ObjectName::Sequence(sequence.name.clone());
    let mut before = em.from.catalog.sequences.iter();
    let stays = before.any(|other| other.name == sequence.name)
        && !em.outline.drops.contains_key(&name)
        && !goes_with_its_column(em, &sequence.name);
    if stays || em.outline.creates.contains_key(&name) {
        return None;
    }
    match column.data_type.sql.as_str() {
        "bigint" => Some("bigserial"),
        "integer" => Some("serial"),
        "smallint" => Some("smallserial"),
        _ => None,
    }
}

/// Returns true if a sequence is dropped along with the column that owns it.
fn goes_with_its_column(em: &Emitter<'_>, sequence: &QualifiedName) -> bool {
    let mut before = em.from.catalog.sequences.iter();
    let owner = before
        .find(|other| other.name == *sequence)
        .and_then(|other| other.owner.clone());
    owner.is_some_and(|(table, column)| {
        em.outline
            .drops
            .contains_key(&ObjectName::Table(table.clone()))
            || em
                .outline
                .drops
                .contains_key(&ObjectName::Column(table, column))
    })
}
