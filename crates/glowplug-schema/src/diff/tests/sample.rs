//! Builders of small catalogs.

use glowplug::catalog::{
    Catalog, Column, Constraint, ConstraintKind, DataType, Deferral, Definition, Dependency,
    EnumType, ForeignKey, Function, FunctionKind, Index, IndexKey, Match, ObjectName,
    QualifiedName, ReferentialAction, RowSecurity, Sequence, Table, Trigger, TriggerState,
    TypeKind, TypeName, View,
};
use glowplug::model::Database;

pub(super) fn name(name: &str) -> QualifiedName {
    QualifiedName::new("public", name)
}

pub(super) fn postgres(parts: impl IntoIterator<Item = Part>) -> Catalog {
    catalog(Database::Postgres, parts)
}

pub(super) fn catalog(database: Database, parts: impl IntoIterator<Item = Part>) -> Catalog {
    let mut catalog = Catalog::empty(database);
    catalog.default_schema = Some("public".to_owned());
    for part in parts {
        match part {
            Part::Table(table) => catalog.tables.push(*table),
            Part::View(view) => catalog.views.push(view),
            Part::Enum(of) => catalog.enums.push(of),
            Part::Function(function) => catalog.functions.push(function),
            Part::Sequence(sequence) => catalog.sequences.push(sequence),
            Part::Uses(object, uses) => catalog.dependencies.push(Dependency { object, uses }),
        }
    }
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.dependencies.sort();
    catalog
}

/// An object in a catalog.
pub(super) enum Part {
    Table(Box<Table>),
    View(View),
    Enum(EnumType),
    Function(Function),
    Sequence(Sequence),
    Uses(ObjectName, ObjectName),
}

impl From<Table> for Part {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}

pub(super) fn table(of: &str, columns: impl IntoIterator<Item = Column>) -> Table {
    Table {
        name: name(of),
        columns: columns.into_iter().collect(),
        constraints: Vec::new(),
        indexes: Vec::new(),
        triggers: Vec::new(),
        policies: Vec::new(),
        rules: Vec::new(),
        row_security: RowSecurity::default(),
        partitioned: None,
        partition_of: None,
        inherits: Vec::new(),
        unlogged: false,
        of_type: None,
        replica_identity: None,
        options: Vec::new(),
        virtual_module: None,
        sql: Definition::default(),
        comment: None,
    }
}

/// Tables put together from what stands on them.
pub(super) trait Sample {
    fn part(self) -> Part;
    fn with(self, constraint: Constraint) -> Self;
    fn index(self, index: Index) -> Self;
    fn trigger(self, name: &str, definition: &str) -> Self;
    fn references(self, column: &str, other: &str) -> Self;
}

impl Sample for Table {
    fn part(self) -> Part {
        self.into()
    }

    fn with(mut self, constraint: Constraint) -> Self {
        self.constraints.push(constraint);
        self
    }

    fn index(mut self, index: Index) -> Self {
        self.indexes.push(index);
        self
    }

    fn trigger(mut self, name: &str, definition: &str) -> Self {
        self.triggers.push(trigger(name, definition));
        self
    }

    fn references(self, column: &str, other: &str) -> Self {
        let name = format!("{}_{column}_fkey", self.name.name);
        self.with(foreign(&name, column, other))
    }
}

/// Builds a column from `name type`, with `?` after the type if it is nullable.
pub(super) fn column(text: &str) -> Column {
    let (name, sql) = text.split_once(' ').expect("a name and a type");
    let nullable = sql.ends_with('?');
    Column {
        name: name.to_owned(),
        data_type: data_type(sql.trim_end_matches('?')),
        nullable,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        storage: Vec::new(),
        owned_sequence: None,
        check: None,
        on_update: None,
        invisible: false,
        inherited: false,
        comment: None,
    }
}

/// Builds a type from its name; that of an enum begins with `enum:`.
pub(super) fn data_type(sql: &str) -> DataType {
    let (kind, sql, schema) = match sql.strip_prefix("enum:") {
        Some(of) => (TypeKind::Enum, of, Some("public".to_owned())),
        None => (TypeKind::Base, sql, None),
    };
    DataType {
        sql: sql.to_owned(),
        name: TypeName {
            schema,
            name: sql.split('(').next().unwrap_or(sql).to_owned(),
        },
        kind,
        element: None,
        base: None,
        length: None,
        unsigned: false,
    }
}

pub(super) fn defaulting(mut column: Column, default: &str) -> Column {
    column.default = Some(default.to_owned());
    column
}

pub(super) fn constraint(name: &str, kind: ConstraintKind) -> Constraint {
    Constraint {
        name: Some(name.to_owned()),
        definition: format!("{kind:?}"),
        kind,
        deferral: Deferral::None,
        validated: true,
        no_inherit: false,
        comment: None,
    }
}

pub(super) fn key(name: &str, column: &str) -> Constraint {
    let columns = vec![column.to_owned()];
    let include = Vec::new();
    constraint(name, ConstraintKind::PrimaryKey { columns, include })
}

pub(super) fn check(name: &str, expression: &str) -> Constraint {
    let expression = expression.to_owned();
    constraint(name, ConstraintKind::Check { expression })
}

pub(super) fn foreign(of: &str, column: &str, other: &str) -> Constraint {
    constraint(
        of,
        ConstraintKind::Foreign(ForeignKey {
            columns: vec![column.to_owned()],
            references: name(other),
            referenced: vec!["id".to_owned()],
            on_update: ReferentialAction::NoAction,
            on_delete: ReferentialAction::NoAction,
            sets: Vec::new(),
            matching: Match::Simple,
        }),
    )
}

pub(super) fn index(name: &str, column: &str) -> Index {
    Index {
        name: name.to_owned(),
        unique: false,
        method: "btree".to_owned(),
        keys: vec![IndexKey {
            column: Some(column.to_owned()),
            expression: None,
            collation: None,
            operator_class: None,
            descending: false,
            nulls_first: false,
            prefix: None,
        }],
        include: Vec::new(),
        predicate: None,
        nulls_not_distinct: false,
        valid: true,
        options: Vec::new(),
        comment: None,
    }
}

pub(super) fn trigger(name: &str, definition: &str) -> Trigger {
    Trigger {
        name: name.to_owned(),
        definition: definition.to_owned(),
        state: TriggerState::Enabled,
        comment: None,
    }
}

pub(super) fn view(of: &str, query: &str, columns: &[&str]) -> View {
    View {
        name: name(of),
        materialized: false,
        query: query.to_owned(),
        columns: (columns.iter())
            .map(|column| ((*column).to_owned(), "integer".to_owned()))
            .collect(),
        options: Vec::new(),
        indexes: Vec::new(),
        triggers: Vec::new(),
        rules: Vec::new(),
        comment: None,
        column_comments: Vec::new(),
        column_defaults: Vec::new(),
    }
}

pub(super) fn enum_of(of: &str, values: &[&str]) -> Part {
    Part::Enum(EnumType {
        name: name(of),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        comment: None,
    })
}

pub(super) fn function(of: &str, returns: &str, body: &str) -> Part {
    Part::Function(Function {
        name: name(of),
        arguments: String::new(),
        kind: FunctionKind::Function,
        returns: returns.to_owned(),
        signature: String::new(),
        definition: body.to_owned(),
        comment: None,
    })
}

pub(super) fn sequence(of: &str, owner: Option<(&str, &str)>) -> Sequence {
    Sequence {
        name: name(of),
        data_type: "integer".to_owned(),
        start: 1,
        increment: 1,
        minimum: 1,
        maximum: i32::MAX.into(),
        cache: 1,
        cycles: false,
        unlogged: false,
        owner: owner.map(|(table, column)| (name(table), column.to_owned())),
        comment: None,
    }
}

/// Builds an object name from `kind name`: `column users.id`, `view v`.
pub(super) fn object(text: &str) -> ObjectName {
    let (kind, path) = text.split_once(' ').expect("a kind and a name");
    let (owner, part) = path.split_once('.').unwrap_or((path, path));
    match kind {
        "table" => ObjectName::Table(name(path)),
        "view" => ObjectName::View(name(path)),
        "enum" => ObjectName::Enum(name(path)),
        "sequence" => ObjectName::Sequence(name(path)),
        "function" => ObjectName::Function(name(path), String::new()),
        "column" => ObjectName::Column(name(owner), part.to_owned()),
        "constraint" => ObjectName::Constraint(name(owner), part.to_owned()),
        "index" => ObjectName::Index(name(owner), part.to_owned()),
        "trigger" => ObjectName::Trigger(name(owner), part.to_owned()),
        other => panic!("no kind `{other}`"),
    }
}

pub(super) fn uses(left: &str, right: &str) -> Part {
    Part::Uses(object(left), object(right))
}
