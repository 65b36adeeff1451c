//! Translates a `schema.rs` into a database's terms: the SQL types behind the names in `table!`,
//! and the keys, indexes and defaults that new columns get.

use std::collections::BTreeSet;

use glowplug::catalog::{
    Catalog, Column, Constraint, ConstraintKind, DataType, DieselType, Extension, ForeignKey,
    Index, Match, ObjectName, QualifiedName, ReferentialAction, Table, Trigger,
};
#[cfg(feature = "postgres")]
use heck::ToUpperCamelCase;

/// How one database expresses what a `schema.rs` declares.
pub trait SchemaConventions: Sync {
    /// Returns true if two Diesel types stand for the same SQL type. Lengths and nullability are
    /// ignored.
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool;

    /// Returns true if two types are the same in Rust and only their names differ: a file may call
    /// all strings `Text`.
    fn is_alias(&self, left: &DieselType, right: &DieselType) -> bool {
        let _ = (left, right);
        false
    }

    /// Returns true if a column of this type cannot be in a key as a whole.
    fn is_no_key(&self, declared: &DieselType) -> bool {
        let _ = declared;
        false
    }

    /// Returns the type to use for a column in a key, if its own type cannot be in one.
    fn key_type(&self, data_type: &DataType, catalog: &Catalog) -> Option<DataType> {
        let _ = (data_type, catalog);
        None
    }

    /// Returns the kind of values that a type has. A default stays valid when a column changes to
    /// another type of the same kind.
    fn kind<'t>(&self, data_type: &'t DataType) -> &'t str {
        &data_type.name.name
    }

    /// Returns the SQL type of a new column.
    ///
    /// # Errors
    /// The database has no such type.
    fn data_type(
        &self,
        declared: &DieselType,
        catalog: &Catalog,
    ) -> Result<ResolvedType, UnknownTypeName>;

    /// Returns the same type with another length; `None` if the type takes no length.
    fn with_length(&self, data_type: &DataType, length: Option<u64>) -> Option<DataType>;

    /// Returns true if a type is an inline enum or set, which is a part of its column.
    fn has_values(&self, data_type: &DataType) -> bool {
        let _ = data_type;
        false
    }

    /// Returns the same inline enum or set with these values.
    fn with_values(&self, data_type: &DataType, values: &[String]) -> DataType {
        let _ = values;
        data_type.clone()
    }

    /// Changes the type of a table's column. Whatever else must change is merged into the catalog
    /// `laid`, and its name is returned.
    fn retype(
        &self,
        table: &mut Table,
        column: &str,
        data_type: DataType,
        laid: &mut Catalog,
    ) -> Option<ObjectName> {
        let _ = laid;
        let mut columns = table.columns.iter_mut();
        columns.find(|of| of.name == column)?.data_type = data_type;
        None
    }

    /// Completes a column with what the server reports for its type.
    fn complete(&self, column: &mut Column, catalog: &Catalog) {
        let _ = (column, catalog);
    }

    /// Returns true if a column has the declared type although Diesel prints another one for it.
    fn has_type(&self, table: &Table, column: &Column, declared: &DieselType) -> bool {
        let _ = (table, column, declared);
        false
    }

    /// Formats column names as a list.
    fn list(&self, columns: &[String]) -> String;

    /// Returns the name of a table's primary key; `None` if it has no name.
    fn primary_key_name(&self, table: &QualifiedName) -> Option<String>;

    /// Returns the name of a unique constraint; `None` if it has no name.
    fn unique_name(&self, table: &QualifiedName, columns: &[String]) -> Option<String>;

    /// Returns the definition of a foreign key, as it follows `CONSTRAINT name`.
    fn foreign_key_definition(&self, key: &ForeignKey, catalog: &Catalog) -> String;

    /// Returns the default index method.
    fn index_method(&self) -> &'static str {
        "btree"
    }

    /// Returns a primary key on these columns.
    fn primary_key(&self, table: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("PRIMARY KEY ({})", self.list(columns));
        let kind = ConstraintKind::PrimaryKey {
            columns: columns.to_vec(),
            include: Vec::new(),
        };
        Constraint::new(self.primary_key_name(table), kind, definition)
    }

    /// Returns a unique constraint on these columns.
    fn unique(&self, table: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("UNIQUE ({})", self.list(columns));
        let kind = ConstraintKind::Unique {
            columns: columns.to_vec(),
            include: Vec::new(),
            nulls_not_distinct: false,
        };
        Constraint::new(self.unique_name(table, columns), kind, definition)
    }

    /// Returns a foreign key that references another table.
    fn foreign_key(
        &self,
        name: Option<String>,
        key: ForeignKeyColumns<'_>,
        catalog: &Catalog,
    ) -> Constraint {
        let key = ForeignKey {
            columns: key.columns.to_vec(),
            references: key.table.clone(),
            referenced: key.referenced.to_vec(),
            on_update: ReferentialAction::default(),
            on_delete: key.on_delete,
            sets: Vec::new(),
            matching: Match::default(),
        };
        let definition = self.foreign_key_definition(&key, catalog);
        Constraint::new(name, ConstraintKind::Foreign(key), definition)
    }

    /// Returns the default name of a foreign key; `None` if it has no name.
    fn foreign_key_name(&self, table: &Table, column: &str) -> Option<String>;

    /// Returns an index on one column.
    fn index(&self, name: String, column: &str) -> Index {
        Index::over(name, self.index_method(), column)
    }

    /// Returns the maximum length of a name, in bytes.
    fn name_limit(&self) -> usize;

    /// Returns the default that sets a column to the current time; `None` if its type is not for
    /// times.
    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String>;

    /// Makes a new key column auto-increment the way existing tables do (identity, serial,
    /// `AUTO_INCREMENT`), and returns true if it could. What else is needed is merged into the
    /// catalog `laid`.
    fn auto_increment(
        &self,
        table: &QualifiedName,
        column: &mut Column,
        counting: AutoIncrementContext<'_>,
        laid: &mut Catalog,
    ) -> bool;

    /// Returns why a key got another type than the declared one in order to auto-increment, and
    /// what to do about it.
    fn counts_as_another(&self, before: &DataType, after: &DataType) -> Option<&'static str> {
        let _ = (before, after);
        None
    }

    /// Makes an `updated_at` column update itself the way it does in the other tables. What that
    /// needs besides is returned, and is not a part of the table yet.
    fn auto_update(
        &self,
        table: &mut Table,
        column: &str,
        catalog: &Catalog,
    ) -> Option<UpdatedAtMethod>;
}

/// A type, and what must exist before it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedType {
    /// The type.
    pub data_type: DataType,
    /// What is missing.
    pub needs: Option<MissingObject>,
}

/// What a type needs that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingObject {
    /// The extension that provides it.
    Extension(Extension),
    /// A type of this name. `table!` does not say of which kind it is, or its values.
    Type(QualifiedName),
    /// The values of an inline enum or set.
    Values,
}

/// A name that is not a known type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTypeName {
    /// The name.
    pub name: String,
    /// Similar names that are known types.
    pub similar: Vec<String>,
}

/// The columns of a foreign key, and what they reference.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKeyColumns<'r> {
    /// The referencing columns.
    pub columns: &'r [String],
    /// The referenced table.
    pub table: &'r QualifiedName,
    /// The referenced columns.
    pub referenced: &'r [String],
    /// The action on delete.
    pub on_delete: ReferentialAction,
}

/// How new keys auto-increment.
#[derive(Clone, Copy, Debug)]
pub struct AutoIncrementContext<'c> {
    /// The catalog whose existing keys set the example.
    pub before: &'c Catalog,
    /// SQLite: whether row ids are `BigInt`.
    pub wide_row_ids: bool,
}

/// What updates an `updated_at` column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdatedAtMethod {
    /// A trigger.
    Trigger(Trigger),
    /// The column itself, with `ON UPDATE`.
    Column,
}

/// Reduces a name to what Rust's and the database's spelling share: `PostStatus` and `post_status`
/// become `poststatus`.
pub(super) fn loose(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.collect::<String>().to_ascii_lowercase()
}

/// Returns true if a Rust name is what Diesel makes of a name in the database.
#[cfg(feature = "postgres")]
pub(super) fn is_named(rust_name: &str, name: &str) -> bool {
    name.to_upper_camel_case() == rust_name
}

/// Strips the usual prefixes and suffixes from a Rust type name: `PgMoodMapping` becomes `Mood`.
#[cfg(feature = "postgres")]
pub(super) fn bare(rust_name: &str) -> &str {
    let name = ["Pg", "Sql"]
        .iter()
        .find_map(|prefix| rust_name.strip_prefix(prefix))
        .unwrap_or(rust_name);
    ["Mapping", "SqlType", "Type", "Enum"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .filter(|bare| !bare.is_empty())
        .unwrap_or(name)
}

/// Returns up to three known names that are similar to a wrong one, the most similar first.
pub(super) fn similar<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let likeness = |known: &str| strsim::jaro_winkler(&loose(name), &loose(known));
    let known: BTreeSet<&str> = known.into_iter().collect();
    let mut alike: Vec<(f64, &str)> = known
        .into_iter()
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    alike.sort_by(|left, right| right.0.total_cmp(&left.0));
    alike
        .into_iter()
        .take(3)
        .map(|(_, known)| known.to_owned())
        .collect()
}

/// Returns the most frequent default among the timestamp columns of a type.
pub(super) fn usual_default(catalog: &Catalog, data_type: &DataType) -> Option<String> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    let columns = catalog.tables.iter().flat_map(|table| &table.columns);
    for column in
        columns.filter(|column| column.data_type == *data_type && is_timestamp_column(&column.name))
    {
        let Some(default) = &column.default else {
            continue;
        };
        match counts.iter_mut().find(|(known, _)| *known == default) {
            Some((_, count)) => *count += 1,
            None => counts.push((default, 1)),
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(default, _)| default.clone())
}

/// Returns true if a column of this name usually records when its row was created or updated.
pub fn is_timestamp_column(name: &str) -> bool {
    matches!(
        name,
        "created_at" | "created_on" | "inserted_at" | "updated_at" | "updated_on" | "modified_at"
    )
}

/// Returns true if a column of this name usually records when its row was last updated.
pub fn is_updated_at_column(name: &str) -> bool {
    matches!(name, "updated_at" | "updated_on" | "modified_at")
}
