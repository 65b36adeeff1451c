//! A borrowed reference to one object of a catalog.

use glowplug::catalog::{
    Catalog, Column, Composite, Constraint, ConstraintKind, Domain, EnumType, Extension, Function,
    Index, Object, ObjectName, OtherObject, Policy, QualifiedName, Range, Rule, Schema, Sequence,
    Table, Trigger, View,
};

use crate::dialect;

/// One object; a part also refers to the table or view it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum ObjectRef<'a> {
    Schema(&'a Schema),
    Extension(&'a Extension),
    Enum(&'a EnumType),
    Domain(&'a Domain),
    Composite(&'a Composite),
    Range(&'a Range),
    Sequence(&'a Sequence),
    Table(&'a Table),
    Column(&'a Table, &'a Column),
    Constraint(&'a Table, &'a Constraint),
    Index(&'a QualifiedName, &'a Index),
    Trigger(&'a QualifiedName, &'a Trigger),
    Policy(&'a QualifiedName, &'a Policy),
    Rule(&'a QualifiedName, &'a Rule),
    View(&'a View),
    Function(&'a Function),
    Other(&'a OtherObject),
}

impl<'a> ObjectRef<'a> {
    /// Returns the name of the object.
    pub(super) fn name(self) -> ObjectName {
        match self {
            Self::Schema(schema) => ObjectName::Schema(schema.name.clone()),
            Self::Extension(extension) => ObjectName::Extension(extension.name.clone()),
            Self::Enum(of) => ObjectName::Enum(of.name.clone()),
            Self::Domain(domain) => ObjectName::Domain(domain.name.clone()),
            Self::Composite(composite) => ObjectName::Composite(composite.name.clone()),
            Self::Range(range) => ObjectName::Range(range.name.clone()),
            Self::Sequence(sequence) => ObjectName::Sequence(sequence.name.clone()),
            Self::Table(table) => ObjectName::Table(table.name.clone()),
            Self::Column(table, column) => {
                ObjectName::Column(table.name.clone(), column.name.clone())
            }
            Self::Constraint(table, constraint) => {
                ObjectName::Constraint(table.name.clone(), constraint.label())
            }
            Self::Index(on, index) => ObjectName::Index(on.clone(), index.name.clone()),
            Self::Trigger(on, trigger) => ObjectName::Trigger(on.clone(), trigger.name.clone()),
            Self::Policy(on, policy) => ObjectName::Policy(on.clone(), policy.name.clone()),
            Self::Rule(on, rule) => ObjectName::Rule(on.clone(), rule.name.clone()),
            Self::View(view) => ObjectName::View(view.name.clone()),
            Self::Function(function) => {
                ObjectName::Function(function.name.clone(), function.arguments.clone())
            }
            Self::Other(other) => ObjectName::Other(other.kind, other.name.clone()),
        }
    }

    /// Returns a copy of the object.
    pub(super) fn object(self) -> Object {
        match self {
            Self::Schema(schema) => Object::Schema(schema.clone()),
            Self::Extension(extension) => Object::Extension(extension.clone()),
            Self::Enum(of) => Object::Enum(of.clone()),
            Self::Domain(domain) => Object::Domain(domain.clone()),
            Self::Composite(composite) => Object::Composite(composite.clone()),
            Self::Range(range) => Object::Range(range.clone()),
            Self::Sequence(sequence) => Object::Sequence(sequence.clone()),
            Self::Table(table) => Object::Table(Box::new(table.clone())),
            Self::Column(table, column) => {
                Object::Column(table.name.clone(), Box::new(column.clone()))
            }
            Self::Constraint(table, constraint) => {
                Object::Constraint(table.name.clone(), Box::new(constraint.clone()))
            }
            Self::Index(on, index) => Object::Index(on.clone(), Box::new(index.clone())),
            Self::Trigger(on, trigger) => Object::Trigger(on.clone(), Box::new(trigger.clone())),
            Self::Policy(on, policy) => Object::Policy(on.clone(), Box::new(policy.clone())),
            Self::Rule(on, rule) => Object::Rule(on.clone(), Box::new(rule.clone())),
            Self::View(view) => Object::View(Box::new(view.clone())),
            Self::Function(function) => Object::Function(Box::new(function.clone())),
            Self::Other(other) => Object::Other(Box::new(other.clone())),
        }
    }

    /// Returns true if it is a foreign key.
    pub(super) const fn is_foreign_key(self) -> bool {
        matches!(self, Self::Constraint(_, constraint)
            if matches!(constraint.kind, ConstraintKind::Foreign(_)))
    }

    /// Returns true if it survives even when its object is dropped and recreated.
    pub(super) const fn is_kept(self) -> bool {
        matches!(self, Self::Other(other) if other.kind.is_kept())
    }

    /// Returns true if it is a type.
    pub(super) const fn is_type(self) -> bool {
        matches!(
            self,
            Self::Enum(_) | Self::Domain(_) | Self::Composite(_) | Self::Range(_)
        )
    }

    /// Returns true if it is a generated column.
    pub(super) const fn is_generated(self) -> bool {
        matches!(self, Self::Column(_, column) if column.generated.is_some())
    }

    /// Returns the schema of the object; `None` for a part of another object.
    pub(super) fn schema(self) -> Option<&'a str> {
        let name = match self {
            Self::Extension(extension) => return Some(&extension.schema),
            Self::Other(other) => return other.schema.as_deref(),
            Self::Enum(of) => &of.name,
            Self::Domain(domain) => &domain.name,
            Self::Composite(composite) => &composite.name,
            Self::Range(range) => &range.name,
            Self::Sequence(sequence) => &sequence.name,
            Self::Table(table) => &table.name,
            Self::View(view) => &view.name,
            Self::Function(function) => &function.name,
            _ => return None,
        };
        name.schema.as_deref()
    }
}

/// Returns all objects of a catalog. Where tables are rebuilt, a table is one object together with
/// its columns and constraints.
pub(super) fn items(catalog: &Catalog) -> Vec<ObjectRef<'_>> {
    let has_parts = !dialect::of(catalog.database).capabilities().table_rebuild;
    let mut items = Vec::new();
    items.extend(catalog.schemas.iter().map(ObjectRef::Schema));
    items.extend(catalog.extensions.iter().map(ObjectRef::Extension));
    items.extend(catalog.enums.iter().map(ObjectRef::Enum));
    items.extend(catalog.domains.iter().map(ObjectRef::Domain));
    items.extend(catalog.composites.iter().map(ObjectRef::Composite));
    items.extend(catalog.ranges.iter().map(ObjectRef::Range));
    items.extend(catalog.sequences.iter().map(ObjectRef::Sequence));
    for table in &catalog.tables {
        items.push(ObjectRef::Table(table));
        if has_parts {
            items.extend(table.columns.iter().map(|c| ObjectRef::Column(table, c)));
            items.extend(
                table
                    .constraints
                    .iter()
                    .map(|c| ObjectRef::Constraint(table, c)),
            );
        }
        let on = &table.name;
        items.extend(
            table
                .indexes
                .iter()
                .map(|index| ObjectRef::Index(on, index)),
        );
        items.extend(table.triggers.iter().map(|t| ObjectRef::Trigger(on, t)));
        items.extend(table.policies.iter().map(|p| ObjectRef::Policy(on, p)));
        items.extend(table.rules.iter().map(|rule| ObjectRef::Rule(on, rule)));
    }
    for view in &catalog.views {
        let on = &view.name;
        items.push(ObjectRef::View(view));
        items.extend(view.indexes.iter().map(|index| ObjectRef::Index(on, index)));
        items.extend(view.triggers.iter().map(|t| ObjectRef::Trigger(on, t)));
        items.extend(view.rules.iter().map(|rule| ObjectRef::Rule(on, rule)));
    }
    items.extend(catalog.functions.iter().map(ObjectRef::Function));
    items.extend(catalog.others.iter().map(ObjectRef::Other));
    items
}
