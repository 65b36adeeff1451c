//! The description of a table or view that is shown to users.

use super::{
    Catalog, Column, Constraint, ConstraintKind, ForeignKey, Identity, Index, IndexKey,
    QualifiedName, ReferentialAction, Table, View,
};
use crate::model::{self, TableDescription};

impl Catalog {
    /// Returns the description of a table or view of the given kind; `None` if the catalog has none
    /// of this name.
    pub fn describe(&self, name: &QualifiedName, kind: &str) -> Option<TableDescription> {
        let kept = self.internal_tables.0.iter().rev();
        let mut tables = self.tables.iter().chain(kept);
        let of_table = tables.find(|table| table.name == *name);
        let of_view = || self.views.iter().find(|view| view.name == *name);
        let described = of_table.map(|table| self.table_description(table));
        let described = described.or_else(|| of_view().map(|view| self.view_description(view)))?;
        Some(TableDescription {
            schema: name.schema.clone(),
            name: name.name.clone(),
            kind: kind.to_owned(),
            referenced_by: self.referenced_by(name),
            ..described
        })
    }

    fn table_description(&self, table: &Table) -> TableDescription {
        let keys = table.constraints.iter().filter_map(key);
        let mut indexes: Vec<model::Index> = keys.chain(table.indexes.iter().map(index)).collect();
        indexes
            .sort_by(|left, right| (!left.primary, &left.name).cmp(&(!right.primary, &right.name)));
        let foreign = table.constraints.iter();
        let foreign =
            foreign.filter_map(|constraint| Some((constraint, constraint.foreign_key()?)));
        TableDescription {
            comment: table.comment.clone(),
            columns: table.columns.iter().map(|one| column(table, one)).collect(),
            indexes,
            foreign_keys: foreign
                .map(|(constraint, key)| model::ForeignKey {
                    name: constraint.name.clone(),
                    definition: self.foreign_key(key),
                })
                .collect(),
            checks: checks(table),
            triggers: table.triggers.iter().map(|one| one.name.clone()).collect(),
            ..TableDescription::default()
        }
    }

    fn view_description(&self, view: &View) -> TableDescription {
        let of = |list: &[(String, String)], column: &String| {
            let found = list.iter().find(|(name, _)| name == column);
            found.map(|(_, text)| text.clone())
        };
        let columns = view.columns.iter().map(|(name, data_type)| model::Column {
            name: name.clone(),
            data_type: data_type.clone(),
            nullable: true,
            default: of(&view.column_defaults, name),
            comment: of(&view.column_comments, name),
        });
        TableDescription {
            comment: view.comment.clone(),
            columns: columns.collect(),
            indexes: view.indexes.iter().map(index).collect(),
            triggers: view.triggers.iter().map(|one| one.name.clone()).collect(),
            ..TableDescription::default()
        }
    }

    /// Formats a foreign key as `(user_id) → users (id) on delete cascade`.
    fn foreign_key(&self, key: &ForeignKey) -> String {
        let table = key.references.display_name(self.default_schema.as_deref());
        let (columns, referenced) = (key.columns.join(", "), key.referenced.join(", "));
        let mut text = format!("({columns}) → {table} ({referenced})");
        for (event, action) in [("update", key.on_update), ("delete", key.on_delete)] {
            if let Some(action) = words(action) {
                text = format!("{text} on {event} {action}");
            }
        }
        text
    }

    /// Returns the foreign keys that reference a table, as `posts (user_id)`.
    fn referenced_by(&self, name: &QualifiedName) -> Vec<String> {
        let keys = self.tables.iter().flat_map(|table| {
            let keys = table.constraints.iter().filter_map(Constraint::foreign_key);
            keys.map(move |key| (table, key))
        });
        let keys = keys.filter(|(_, key)| key.references == *name);
        let keys = keys.map(|(table, key)| {
            let table = table.name.display_name(self.default_schema.as_deref());
            format!("{table} ({})", key.columns.join(", "))
        });
        keys.collect()
    }
}

const fn words(action: ReferentialAction) -> Option<&'static str> {
    match action {
        ReferentialAction::NoAction => None,
        ReferentialAction::Restrict => Some("restrict"),
        ReferentialAction::Cascade => Some("cascade"),
        ReferentialAction::SetNull => Some("set null"),
        ReferentialAction::SetDefault => Some("set default"),
    }
}

fn column(table: &Table, column: &Column) -> model::Column {
    // An alias of the rowid is never null, whatever is declared.
    let is_row_number =
        table.primary_key() == [column.name.as_str()] && column.data_type.sql == "INTEGER";
    let generated = column.generated.as_ref().map(|generated| {
        let kept = if generated.stored {
            "stored"
        } else {
            "virtual"
        };
        format!("generated always as ({}) {kept}", generated.expression)
    });
    // Databases with schemas have the identity columns of the SQL standard.
    let is_standard = table.name.schema.is_some();
    let identity = column.identity.as_ref().map(|identity| match identity {
        Identity { always: true, .. } => "generated always as identity".to_owned(),
        _ if is_standard => "generated by default as identity".to_owned(),
        _ => "auto_increment".to_owned(),
    });
    let on_update = column
        .on_update
        .as_ref()
        .map(|value| format!("on update {value}"));
    let parts = [column.default.clone(), generated, identity, on_update];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    model::Column {
        name: column.name.clone(),
        data_type: column.data_type.sql.clone(),
        nullable: column.nullable && !is_row_number,
        default: Some(parts.join(" ")).filter(|text| !text.is_empty()),
        comment: column.comment.clone(),
    }
}

/// Returns the index behind a key; `None` for other constraints.
fn key(constraint: &Constraint) -> Option<model::Index> {
    let primary = matches!(constraint.kind, ConstraintKind::PrimaryKey { .. });
    match constraint.kind {
        ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Unique { .. }
        | ConstraintKind::Exclusion => Some(model::Index {
            name: constraint.name.clone(),
            primary,
            unique: constraint.kind != ConstraintKind::Exclusion,
            valid: true,
            definition: constraint.definition.clone(),
        }),
        ConstraintKind::Check { .. } | ConstraintKind::Foreign(_) => None,
    }
}

/// Describes an index, as in `UNIQUE btree (name(10), age DESC) WHERE age > 0`.
fn index(index: &Index) -> model::Index {
    let keys: Vec<String> = index.keys.iter().map(index_key).collect();
    let unique = index.unique.then(|| "UNIQUE".to_owned());
    let method = Some(index.method.to_lowercase()).filter(|method| !method.is_empty());
    let include = Some(index.include.join(", ")).filter(|columns| !columns.is_empty());
    let nulls = index
        .nulls_not_distinct
        .then(|| "NULLS NOT DISTINCT".to_owned());
    let parts = [
        unique,
        method,
        Some(format!("({})", keys.join(", "))),
        include.map(|columns| format!("INCLUDE ({columns})")),
        nulls,
        index
            .predicate
            .as_ref()
            .map(|predicate| format!("WHERE {predicate}")),
    ];
    let parts = parts.into_iter().flatten().chain(index.options.clone());
    model::Index {
        name: Some(index.name.clone()),
        primary: false,
        unique: index.unique,
        valid: index.valid,
        definition: parts.collect::<Vec<_>>().join(" "),
    }
}

fn index_key(key: &IndexKey) -> String {
    let what = key.column.as_ref().or(key.expression.as_ref());
    let mut text = what.cloned().unwrap_or_default();
    if let Some(prefix) = key.prefix {
        text = format!("{text}({prefix})");
    }
    if let Some(collation) = &key.collation {
        text = format!("{text} COLLATE {collation}");
    }
    if let Some(class) = &key.operator_class {
        text = format!("{text} {class}");
    }
    match (key.descending, key.nulls_first) {
        (true, _) => format!("{text} DESC"),
        (false, true) => format!("{text} NULLS FIRST"),
        (false, false) => text,
    }
}

/// Returns the checks of a table and of its columns.
fn checks(table: &Table) -> Vec<String> {
    let of_table = table.constraints.iter();
    let of_table = of_table.filter(|one| matches!(one.kind, ConstraintKind::Check { .. }));
    let of_table = of_table.map(|check| match &check.name {
        Some(name) => format!("{name}: {}", check.definition),
        None => check.definition.clone(),
    });
    let of_columns = table.columns.iter().filter_map(|column| {
        let expression = column.check.as_ref()?;
        Some(format!("{}: CHECK ({expression})", column.name))
    });
    of_table.chain(of_columns).collect()
}
