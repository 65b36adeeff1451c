//! Types that are recreated although a statement could alter them on its own.

use std::cell::LazyCell;
use std::collections::HashSet;

use glowplug::catalog::{Catalog, EnumType};

use super::object_ref::ObjectRef;
use super::pairs::{Id, Pairs};
use crate::change::Strategy;
use crate::dialect;

/// Returns the enums that get values which the same transaction uses: PostgreSQL does not allow
/// that.
pub(super) fn remade(pairs: &Pairs<'_>, to: &Catalog, manner: Strategy) -> HashSet<Id> {
    if manner != Strategy::SingleTransaction {
        return HashSet::new();
    }
    let dialect = dialect::of(pairs.database);
    let objects = LazyCell::new(|| {
        let items = pairs.pairs.iter().filter_map(|pair| pair.to);
        items.map(ObjectRef::object).collect::<Vec<_>>()
    });
    let uses = |of: &EnumType, value: &str| {
        dialect.uses_uncommitted_enum_value(to, &objects, &of.name, value)
    };
    let ids = pairs
        .ids()
        .filter(|id| match (pairs[*id].from, pairs[*id].to) {
            (Some(ObjectRef::Enum(from)), Some(ObjectRef::Enum(to))) => {
                let mut added = to.values.iter();
                added.any(|value| !from.values.contains(value) && uses(to, value))
            }
            _ => false,
        });
    ids.collect()
}
