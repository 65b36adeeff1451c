//! Unique indexes that become the index of a key.

use glowplug::catalog::{
    Constraint, ConstraintKind, Index, IndexKey, Object, ObjectName, QualifiedName,
};

use super::super::emitter::Emitter;
use crate::change::Change;

/// Returns the unique index that is dropped while a key of the same columns is added, so that the
/// key can use it.
pub(in super::super) fn adopted_index<'a>(
    em: &Emitter<'a>,
    table: &QualifiedName,
    constraint: &Constraint,
) -> Option<&'a Index> {
    let (columns, include, nulls_not_distinct) = match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, include } => (columns, include, false),
        ConstraintKind::Unique {
            columns,
            include,
            nulls_not_distinct,
        } => (columns, include, *nulls_not_distinct),
        _ => return None,
    };
    let before = em.from.table(table)?;
    let touched = |column: &String| em.outline.touches_column(table, column);
    if before.partitioned.is_some() || columns.iter().chain(include).any(touched) {
        return None;
    }
    before.indexes.iter().find(|index| {
        let name = ObjectName::Index(table.clone(), index.name.clone());
        let plain = index.unique && index.valid && index.method == "btree";
        plain
            && index.predicate.is_none()
            && index.options.is_empty()
            && index.keys.iter().all(is_plain)
            && index
                .keys
                .iter()
                .map(|key| key.column.as_ref())
                .eq(columns.iter().map(Some))
            && index.include == *include
            && index.nulls_not_distinct == nulls_not_distinct
            && em.outline.drops.contains_key(&name)
            && !constraint.definition.contains(" WITH (")
    })
}

/// Returns true if a new key takes over this index, which is then not dropped.
pub(in super::super) fn is_adopted(em: &Emitter<'_>, table: &QualifiedName, index: &Index) -> bool {
    em.changes.iter().any(|change| match change {
        Change::Create(Object::Constraint(owner, constraint)) if owner == table => {
            adopted_index(em, table, constraint).is_some_and(|other| other.name == index.name)
        }
        _ => false,
    })
}

fn is_plain(key: &IndexKey) -> bool {
    key.collation.is_none() && key.operator_class.is_none() && !key.descending && !key.nulls_first
}
