//! Applies a rename to a catalog, as far as the model allows. What a database rewrites in
//! expressions is only known once its catalog has been read again; until then the old word is
//! replaced by the new one in the texts that are compared.

use glowplug::catalog::{
    Catalog, ConstraintKind, DataType, ObjectName, QualifiedName, Table, TypeName,
};

use crate::change::Rename;

/// Returns the catalog after a rename.
pub(super) fn renamed(mut catalog: Catalog, rename: &Rename) -> Catalog {
    match rename {
        Rename::EnumValue { of, from, to } => {
            let values = catalog.enums.iter_mut().filter(|other| other.name == *of);
            for value in values.flat_map(|of| &mut of.values).filter(|v| *v == from) {
                value.clone_from(to);
            }
        }
        Rename::Object { object, to } => object_renamed(&mut catalog, object, to),
        Rename::Schema { object, .. } => {
            let mut after = rename.renamed();
            if let (Some(old), Some(new)) = (object.clone().qualified_mut(), after.qualified_mut())
            {
                each_name(&mut catalog, &mut |name| {
                    if name == old {
                        name.clone_from(new);
                    }
                });
            }
        }
    }
    catalog
}

fn object_renamed(catalog: &mut Catalog, object: &ObjectName, to: &str) {
    match object {
        ObjectName::Column(table, column) => column_renamed(catalog, table, column, to),
        ObjectName::Constraint(table, old) => {
            for constraint in parts(catalog, table).flat_map(|table| &mut table.constraints) {
                if constraint.name.as_ref() == Some(old) {
                    constraint.name = Some(to.to_owned());
                }
            }
        }
        ObjectName::Index(on, old) => {
            let views = catalog.views.iter_mut().filter(|view| view.name == *on);
            let views = views.flat_map(|view| &mut view.indexes);
            let tables = catalog.tables.iter_mut().filter(|table| table.name == *on);
            let tables = tables.flat_map(|table| &mut table.indexes);
            for index in views.chain(tables).filter(|index| index.name == *old) {
                to.clone_into(&mut index.name);
            }
        }
        ObjectName::Schema(old) => {
            let schemas = catalog.schemas.iter_mut();
            for schema in schemas.filter(|schema| schema.name == *old) {
                to.clone_into(&mut schema.name);
            }
            each_name(catalog, &mut |name| {
                if name.schema.as_ref() == Some(old) {
                    name.schema = Some(to.to_owned());
                }
            });
        }
        other => {
            let mut other = other.clone();
            if let Some(old) = other.qualified_mut() {
                whole_renamed(catalog, old, to);
            }
        }
    }
}

fn parts<'c>(
    catalog: &'c mut Catalog,
    name: &QualifiedName,
) -> impl Iterator<Item = &'c mut Table> {
    let tables = catalog.tables.iter_mut();
    tables.filter(move |table| table.name == *name)
}

fn whole_renamed(catalog: &mut Catalog, old: &QualifiedName, to: &str) {
    each_name(catalog, &mut |name| {
        if name == old {
            to.clone_into(&mut name.name);
        }
    });
    for table in &mut catalog.tables {
        for column in &mut table.columns {
            type_renamed(&mut column.data_type, old, to);
            if let Some(default) = &mut column.default {
                *default = exchanged(default, &old.name, to);
            }
        }
    }
}

fn type_renamed(data_type: &mut DataType, old: &QualifiedName, to: &str) {
    let is = |name: &TypeName| name.schema == old.schema && name.name == old.name;
    let element = data_type.element.as_mut().filter(|name| is(name));
    if let Some(element) = element {
        to.clone_into(&mut element.name);
        data_type.name.name = format!("_{to}");
    } else if is(&data_type.name) {
        to.clone_into(&mut data_type.name.name);
    } else {
        return;
    }
    data_type.sql = exchanged(&data_type.sql, &old.name, to);
}

fn column_renamed(catalog: &mut Catalog, of: &QualifiedName, old: &str, to: &str) {
    let exchange = |names: &mut Vec<String>| {
        for name in names.iter_mut().filter(|name| *name == old) {
            to.clone_into(name);
        }
    };
    for table in &mut catalog.tables {
        let own = table.name == *of;
        for constraint in &mut table.constraints {
            match &mut constraint.kind {
                ConstraintKind::Foreign(key) => {
                    if own {
                        exchange(&mut key.columns);
                        exchange(&mut key.sets);
                    }
                    if key.references == *of {
                        exchange(&mut key.referenced);
                    }
                }
                _ if !own => {}
                ConstraintKind::PrimaryKey { columns, include }
                | ConstraintKind::Unique {
                    columns, include, ..
                } => {
                    exchange(columns);
                    exchange(include);
                }
                ConstraintKind::Check { expression } => {
                    *expression = exchanged(expression, old, to)
                }
                ConstraintKind::Exclusion => {
                    constraint.definition = exchanged(&constraint.definition, old, to);
                }
            }
        }
        if own {
            own_column(table, old, to);
        }
    }
    for sequence in &mut catalog.sequences {
        if let Some((table, column)) = &mut sequence.owner
            && table == of
            && column == old
        {
            to.clone_into(column);
        }
    }
}

/// Renames the column itself, and its uses in generated columns and indexes.
fn own_column(table: &mut Table, old: &str, to: &str) {
    for column in &mut table.columns {
        if column.name == old {
            to.clone_into(&mut column.name);
        }
        if let Some(generated) = &mut column.generated {
            generated.expression = exchanged(&generated.expression, old, to);
        }
    }
    for index in &mut table.indexes {
        for name in index.include.iter_mut().filter(|name| *name == old) {
            to.clone_into(name);
        }
        for key in &mut index.keys {
            let column = key.column.iter_mut().filter(|name| *name == old);
            column.for_each(|name| to.clone_into(name));
            if let Some(expression) = &mut key.expression {
                *expression = exchanged(expression, old, to);
            }
        }
        if let Some(predicate) = &mut index.predicate {
            *predicate = exchanged(predicate, old, to);
        }
    }
}

/// Returns the text with every occurrence of one word replaced by another.
fn exchanged(text: &str, old: &str, new: &str) -> String {
    let within = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(old) {
        let (before, found) = rest.split_at(place);
        let after = &found[old.len()..];
        let whole = !before.ends_with(within) && !after.starts_with(within);
        written.push_str(before);
        written.push_str(if whole { new } else { old });
        rest = after;
    }
    written.push_str(rest);
    written
}

/// Calls a function for each qualified name in a catalog.
fn each_name(catalog: &mut Catalog, change: &mut dyn FnMut(&mut QualifiedName)) {
    catalog.enums.iter_mut().for_each(|of| change(&mut of.name));
    catalog
        .domains
        .iter_mut()
        .for_each(|of| change(&mut of.name));
    catalog
        .composites
        .iter_mut()
        .for_each(|of| change(&mut of.name));
    catalog
        .ranges
        .iter_mut()
        .for_each(|of| change(&mut of.name));
    catalog.views.iter_mut().for_each(|of| change(&mut of.name));
    catalog
        .functions
        .iter_mut()
        .for_each(|of| change(&mut of.name));
    for sequence in &mut catalog.sequences {
        change(&mut sequence.name);
        if let Some((table, _)) = &mut sequence.owner {
            change(table);
        }
    }
    for table in &mut catalog.tables {
        change(&mut table.name);
        table.inherits.iter_mut().for_each(&mut *change);
        if let Some(part) = &mut table.partition_of {
            change(&mut part.parent);
        }
        for column in &mut table.columns {
            column.owned_sequence.iter_mut().for_each(&mut *change);
        }
        for constraint in &mut table.constraints {
            if let ConstraintKind::Foreign(key) = &mut constraint.kind {
                change(&mut key.references);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::exchanged;

    #[test]
    fn only_whole_words_are_exchanged() {
        assert_eq!(
            exchanged("(a > a1) AND \"a\" <> ba", "a", "c"),
            "(c > a1) AND \"c\" <> ba"
        );
    }
}
