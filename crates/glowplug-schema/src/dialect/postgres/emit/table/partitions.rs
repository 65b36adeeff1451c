//! Partitions of a table that is recreated: they keep their rows, and are detached in the meantime.

use glowplug::catalog::{ObjectName, QualifiedName, Table};

use super::super::emitter::Emitter;
use super::alter::attaching;

/// Returns true if a partitioned table is dropped and created again.
pub(super) fn is_recreated(em: &Emitter<'_>, table: &QualifiedName) -> bool {
    let name = ObjectName::Table(table.clone());
    let partitioned = em
        .from
        .table(table)
        .is_some_and(|table| table.partitioned.is_some());
    partitioned && em.outline.drops.contains_key(&name) && em.outline.creates.contains_key(&name)
}

/// Detaches the partitions of a partitioned table that is recreated. Returns the tables whose rows
/// are lost: the table itself if it is not recreated, else its partitions that are dropped for
/// good.
pub(super) fn detach_for_a_while(em: &mut Emitter<'_>, table: &Table) -> Vec<QualifiedName> {
    if !is_recreated(em, &table.name) {
        return vec![table.name.clone()];
    }
    let tables = em.from.catalog.tables.iter();
    let parts = tables.filter(|part| {
        let of = part.partition_of.as_ref();
        of.is_some_and(|of| of.parent == table.name)
    });
    let goes = |part: &&Table| {
        let name = ObjectName::Table(part.name.clone());
        em.outline.drops.contains_key(&name)
    };
    let is_past = |part: &&Table| em.is_past_drop(&ObjectName::Table(part.name.clone()));
    let parts = parts.filter(|part| !is_past(part));
    let (gone, stay): (Vec<&Table>, Vec<&Table>) = parts.partition(goes);
    for part in stay {
        let clause = format!("DETACH PARTITION {}", em.name(&part.name));
        let sql = em.alter_table(&table.name, &[clause]);
        em.say(sql);
    }
    let gone = gone
        .into_iter()
        .filter(|part| !is_recreated(em, &part.name));
    gone.map(|part| part.name.clone()).collect()
}

/// Attaches the partitions again.
pub(super) fn attach_again(em: &mut Emitter<'_>, table: &Table) {
    if !is_recreated(em, &table.name) {
        return;
    }
    let tables = em.to.catalog.tables.iter();
    let parts: Vec<&Table> = tables
        .filter(|part| {
            let of = part.partition_of.as_ref();
            of.is_some_and(|of| of.parent == table.name)
                && em.from.table(&part.name).map(|before| &before.partition_of)
                    == Some(&part.partition_of)
                && !em.outline.is_new(&part.name)
        })
        .collect();
    for part in parts {
        let bound = part
            .partition_of
            .as_ref()
            .map_or("", |of| of.bound.as_str());
        let clause = format!("ATTACH PARTITION {} {bound}", em.name(&part.name));
        let hazards = attaching(em, &part.name, &table.name);
        let sql = em.alter_table(&table.name, &[clause]);
        em.warn(sql, hazards);
    }
}

/// Returns true if a partition is detached at this point of the plan, because its partitioned table
/// is dropped and not yet created again.
pub(in super::super) fn is_apart(em: &Emitter<'_>, table: &QualifiedName) -> bool {
    let part = em
        .from
        .table(table)
        .and_then(|table| table.partition_of.as_ref());
    part.is_some_and(|part| {
        let parent = ObjectName::Table(part.parent.clone());
        em.is_past_drop(&parent) && is_recreated(em, &part.parent)
    })
}
