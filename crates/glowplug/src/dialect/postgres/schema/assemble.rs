//! Assembles a catalog by attaching parts to their tables and views.

use std::collections::HashMap;

use super::dependencies::{Names, Said};
use super::normalize;
use super::row::{
    Class, FoundColumn, FoundConstraint, FoundOther, FoundSequence, Oid, Part, SchemaRows, Whole,
};
use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Index, ObjectName, Policy, QualifiedName, Rule,
    Sequence, Table, Trigger, View,
};
use crate::model::Database;

/// Assembles the result of the schema query to a catalog, and sorts its lists.
pub(super) fn gather(found: SchemaRows) -> Catalog {
    let mut gathered = Assembly::new(&found);
    gathered.put_types(&found);
    let catalog = &mut gathered.catalog;
    catalog.default_schema = found.default_schema;
    catalog.schemas = found.schemas;
    catalog.extensions = objects(found.extensions);
    catalog.enums = objects(found.enums);
    catalog.domains = found.domains.into_iter().map(|d| d.object).collect();
    catalog.composites = objects(found.composites);
    catalog.ranges = objects(found.ranges);
    catalog.tables = objects(found.tables);
    catalog.views = found.views.into_iter().map(|view| view.object).collect();
    catalog.functions = objects(found.functions);
    let belongings = found.belongings.into_iter();
    catalog.internal_tables.0 = belongings.map(|belonging| belonging.object).collect();
    catalog.uncompared.0 = found.uncompared;
    let columns = gathered.put_columns(found.columns);
    gathered.put_sequences(found.sequences, &columns);
    gathered.put_constraints(found.constraints);
    gathered.put_indexes(found.indexes);
    gathered.put_others(found.triggers, found.policies, found.rules);
    let said = gathered.put_wholes(found.others.into_values().flatten());
    gathered.catalog.dependencies = gathered.names.dependencies(found.dependencies, &said);
    sort(&mut gathered.catalog);
    normalize::normalize_catalog(&mut gathered.catalog);
    gathered.catalog
}

fn objects<T>(found: Vec<Whole<T>>) -> Vec<T> {
    found.into_iter().map(|found| found.object).collect()
}

/// Position of a table or view in its list.
#[derive(Clone, Copy)]
enum Place {
    Table(usize),
    View(usize),
}

/// The parts that tables and views have in common.
struct On<'a> {
    name: QualifiedName,
    indexes: &'a mut Vec<Index>,
    triggers: &'a mut Vec<Trigger>,
    rules: &'a mut Vec<Rule>,
}

struct Assembly {
    catalog: Catalog,
    places: HashMap<Oid, Place>,
    names: Names,
}

/// Positions of the table and the column, by the table's OID and the column's number.
type Columns = HashMap<(Oid, i16), (usize, usize)>;

impl Assembly {
    fn new(found: &SchemaRows) -> Self {
        let mut names = Names::new(&found.types);
        let mut places = HashMap::new();
        for (index, table) in found.tables.iter().enumerate() {
            places.insert(table.id, Place::Table(index));
            let name = ObjectName::Table(table.object.name.clone());
            names.insert(Class::Relation, table.id, name);
        }
        for (index, view) in found.views.iter().enumerate() {
            places.insert(view.id, Place::View(index));
            let name = ObjectName::View(view.object.name.clone());
            names.insert(Class::Rule, view.rule, name.clone());
            for value in &view.values {
                names.insert(Class::Default, *value, name.clone());
            }
            names.insert(Class::Relation, view.id, name);
        }
        Self {
            catalog: Catalog::empty(Database::Postgres),
            places,
            names,
        }
    }

    /// Records the names of objects that are not parts of tables.
    fn put_types(&mut self, found: &SchemaRows) {
        let names = &mut self.names;
        for of in &found.extensions {
            let name = ObjectName::Extension(of.object.name.clone());
            names.insert(Class::Extension, of.id, name);
        }
        for of in &found.members {
            let name = ObjectName::Extension(of.extension.clone());
            names.insert(of.class, of.id, name);
        }
        for of in &found.enums {
            let name = ObjectName::Enum(of.object.name.clone());
            names.insert(Class::Type, of.id, name);
        }
        for of in &found.domains {
            let name = ObjectName::Domain(of.object.name.clone());
            for check in &of.checks {
                names.insert(Class::Constraint, *check, name.clone());
            }
            names.insert(Class::Type, of.id, name);
        }
        for of in &found.composites {
            let name = ObjectName::Composite(of.object.name.clone());
            names.insert(Class::Relation, of.id, name);
        }
        for of in &found.ranges {
            let name = ObjectName::Range(of.object.name.clone());
            names.insert(Class::Type, of.id, name);
        }
        for of in &found.functions {
            let function = &of.object;
            let name = ObjectName::Function(function.name.clone(), function.arguments.clone());
            names.insert(Class::Function, of.id, name);
        }
    }

    fn put_columns(&mut self, found: Vec<FoundColumn>) -> Columns {
        let mut columns = Columns::new();
        for FoundColumn {
            owner,
            number,
            value,
            object,
        } in found
        {
            let Some(Place::Table(place)) = self.places.get(&owner).copied() else {
                continue;
            };
            let table = &mut self.catalog.tables[place];
            let name = ObjectName::Column(table.name.clone(), object.name.clone());
            if let Some(value) = value {
                self.names.insert(Class::Default, value, name.clone());
            }
            self.names.insert_column(owner, number, name);
            columns.insert((owner, number), (place, table.columns.len()));
            table.columns.push(object);
        }
        columns
    }

    fn put_sequences(&mut self, mut found: Vec<FoundSequence>, columns: &Columns) {
        found.sort_by(|one, other| one.object.name.cmp(&other.object.name));
        for FoundSequence {
            id,
            owner,
            number,
            identity,
            mut object,
        } in found
        {
            let place = owner.zip(number);
            let place = place.and_then(|place| columns.get(&place));
            let owner = place.map(|(table, column)| {
                let table = &mut self.catalog.tables[*table];
                (table.name.clone(), &mut table.columns[*column])
            });
            let mut name = ObjectName::Sequence(object.name.clone());
            match owner {
                Some((table, column)) if identity => {
                    name = ObjectName::Column(table, column.name.clone());
                    let chosen = chosen(object, column);
                    if let Some(identity) = &mut column.identity {
                        identity.sequence = chosen;
                    }
                }
                Some((table, column)) => {
                    column.owned_sequence.get_or_insert(object.name.clone());
                    object.owner = Some((table, column.name.clone()));
                    self.catalog.sequences.push(object);
                }
                None => self.catalog.sequences.push(object),
            }
            self.names.insert(Class::Relation, id, name);
        }
    }

    fn put_constraints(&mut self, found: Vec<FoundConstraint>) {
        for constraint in found {
            let Some(table) = self.table(constraint.owner) else {
                continue;
            };
            let object = constraint.object;
            let name = ObjectName::Constraint(table.name.clone(), object.label());
            let made_index = constraint.index != 0 && object.foreign_key().is_none();
            let columns = columns_of(&object);
            table.constraints.push(object);
            self.names.says(Class::Constraint, constraint.id, columns);
            if made_index {
                let index = constraint.index;
                self.names.insert(Class::Relation, index, name.clone());
            }
            self.names.insert(Class::Constraint, constraint.id, name);
        }
    }

    fn put_indexes(&mut self, found: Vec<Part<Index>>) {
        for Part { id, owner, object } in found {
            let keys = object.keys.iter().filter_map(|key| key.column.clone());
            let columns = keys.chain(object.include.iter().cloned()).collect();
            let Some(on) = self.on(owner) else {
                continue;
            };
            let name = ObjectName::Index(on.name, object.name.clone());
            on.indexes.push(object);
            self.names.says(Class::Relation, id, columns);
            self.names.insert(Class::Relation, id, name);
        }
    }

    fn put_others(
        &mut self,
        triggers: Vec<Part<Trigger>>,
        policies: Vec<Part<Policy>>,
        rules: Vec<Part<Rule>>,
    ) {
        for Part { id, owner, object } in triggers {
            if let Some(on) = self.on(owner) {
                let name = ObjectName::Trigger(on.name, object.name.clone());
                on.triggers.push(object);
                self.names.insert(Class::Trigger, id, name);
            }
        }
        for Part { id, owner, object } in rules {
            if let Some(on) = self.on(owner) {
                let name = ObjectName::Rule(on.name, object.name.clone());
                on.rules.push(object);
                self.names.insert(Class::Rule, id, name);
            }
        }
        for Part { id, owner, object } in policies {
            if let Some(table) = self.table(owner) {
                let name = ObjectName::Policy(table.name.clone(), object.name.clone());
                table.policies.push(object);
                self.names.insert(Class::Policy, id, name);
            }
        }
    }

    /// Adds objects that are kept as complete statements, and returns what they depend on.
    fn put_wholes(&mut self, found: impl Iterator<Item = FoundOther>) -> Vec<Said> {
        let mut said = Vec::new();
        for FoundOther {
            class,
            id,
            uses,
            object,
        } in found
        {
            let name = ObjectName::Other(object.kind, object.name.clone());
            for (class, id, number) in uses {
                said.push((name.clone(), class, id, number));
            }
            if id != 0 {
                self.names.insert(class, id, name);
            }
            self.catalog.others.push(object);
        }
        said
    }

    fn table(&mut self, id: Oid) -> Option<&mut Table> {
        match self.places.get(&id)? {
            Place::Table(place) => self.catalog.tables.get_mut(*place),
            Place::View(_) => None,
        }
    }

    fn on(&mut self, id: Oid) -> Option<On<'_>> {
        Some(match *self.places.get(&id)? {
            Place::Table(place) => {
                let table = &mut self.catalog.tables[place];
                On {
                    name: table.name.clone(),
                    indexes: &mut table.indexes,
                    triggers: &mut table.triggers,
                    rules: &mut table.rules,
                }
            }
            Place::View(place) => {
                let view = &mut self.catalog.views[place];
                On {
                    name: view.name.clone(),
                    indexes: &mut view.indexes,
                    triggers: &mut view.triggers,
                    rules: &mut view.rules,
                }
            }
        })
    }
}

/// Returns the columns that a constraint names.
fn columns_of(constraint: &Constraint) -> Vec<String> {
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, include }
        | ConstraintKind::Unique {
            columns, include, ..
        } => [columns.as_slice(), include].concat(),
        ConstraintKind::Foreign(key) => [key.columns.as_slice(), &key.referenced].concat(),
        ConstraintKind::Check { .. } | ConstraintKind::Exclusion => Vec::new(),
    }
}

/// Returns the sequence of an identity column if any of its properties differs from the defaults.
fn chosen(mut sequence: Sequence, column: &Column) -> Option<Sequence> {
    let maximum = match sequence.data_type.as_str() {
        "smallint" => i64::from(i16::MAX),
        "integer" => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    if has_usual_name(&sequence.name.name) {
        sequence.name = QualifiedName::plain("");
    }
    let usual = Sequence {
        name: QualifiedName::plain(""),
        data_type: column.data_type.sql.clone(),
        start: 1,
        increment: 1,
        minimum: 1,
        maximum,
        cache: 1,
        cycles: false,
        unlogged: false,
        owner: None,
        comment: None,
    };
    (sequence != usual).then_some(sequence)
}

/// Returns true if the server may have generated this sequence name: `users_id_seq1`.
fn has_usual_name(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    name.ends_with("_seq")
}

fn sort(catalog: &mut Catalog) {
    catalog.schemas.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.extensions.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.enums.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.domains.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.composites.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.ranges.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.views.sort_by(|a, b| a.name.cmp(&b.name));
    let function = |a: &crate::catalog::Function| (a.name.clone(), a.arguments.clone());
    catalog.functions.sort_by_cached_key(function);
    catalog
        .others
        .sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    catalog.uncompared.0.sort();
    for table in &mut catalog.tables {
        table.constraints.sort_by(|a, b| a.name.cmp(&b.name));
        table.policies.sort_by(|a, b| a.name.cmp(&b.name));
        table.options.sort_unstable();
        sort_parts(&mut table.indexes, &mut table.triggers, &mut table.rules);
    }
    for View {
        indexes,
        triggers,
        rules,
        options,
        ..
    } in &mut catalog.views
    {
        options.sort_unstable();
        sort_parts(indexes, triggers, rules);
    }
}

fn sort_parts(indexes: &mut [Index], triggers: &mut [Trigger], rules: &mut [Rule]) {
    indexes.sort_by(|a, b| a.name.cmp(&b.name));
    for index in indexes {
        index.options.sort_unstable();
    }
    triggers.sort_by(|a, b| a.name.cmp(&b.name));
    rules.sort_by(|a, b| a.name.cmp(&b.name));
}
