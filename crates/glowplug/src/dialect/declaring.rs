//! What the pieces of a declaration are in a database: the words of `table!` as types, keys,
//! indexes, defaults.

use std::collections::BTreeSet;

#[cfg(feature = "postgres")]
use heck::ToUpperCamelCase;

use crate::catalog::{
    Catalog, Column, Constraint, DataType, DieselType, Extension, Index, ObjectName, QualifiedName,
    Table, Trigger,
};
use crate::model::Database;

/// What the pieces of a declaration are in one database.
pub trait Declaring: Sync {
    /// Whether two types are one, whatever they are called in Rust. Lengths and `NULL` left out.
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool;

    /// Whether two types are one in Rust and differ by their names alone: a file may call all
    /// strings `Text`.
    fn is_alias(&self, left: &DieselType, right: &DieselType) -> bool {
        let _ = (left, right);
        false
    }

    /// Whether no whole column of this type can be in a key.
    fn is_no_key(&self, declared: &DieselType) -> bool {
        let _ = declared;
        false
    }

    /// The type of a column in a key, instead of one that cannot be in one.
    fn key_type(&self, data_type: &DataType, catalog: &Catalog) -> Option<DataType> {
        let _ = (data_type, catalog);
        None
    }

    /// The type of a new column.
    ///
    /// # Errors
    /// When the database knows no such type.
    fn data_type(&self, declared: &DieselType, catalog: &Catalog) -> Result<Typed, UnknownType>;

    /// The same type with another length; `None` where it is of a kind that has none.
    fn with_length(&self, data_type: &DataType, length: Option<u64>) -> Option<DataType>;

    /// The same type, an enum or set that stands in its column alone, with these values.
    fn with_values(&self, data_type: &DataType, values: &[String]) -> DataType {
        let _ = values;
        data_type.clone()
    }

    /// Gives a column of a table another type. What follows from that besides is laid into a
    /// catalog, and named.
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

    /// A primary key over these columns.
    fn primary_key(&self, table: &QualifiedName, columns: &[String]) -> Constraint;

    /// A unique key over these columns.
    fn unique(&self, table: &QualifiedName, columns: &[String]) -> Constraint;

    /// A foreign key to the key of another table.
    fn foreign_key(
        &self,
        name: Option<String>,
        key: Reference<'_>,
        catalog: &Catalog,
    ) -> Constraint;

    /// What a foreign key is called where nothing else is usual; `None` when it has no name.
    fn foreign_key_name(&self, table: &Table, column: &str) -> Option<String>;

    /// An index over one column.
    fn index(&self, name: String, column: &str) -> Index;

    /// How many bytes a name may have.
    fn name_limit(&self) -> usize;

    /// The default of a column that notes when its row was written; `None` when its type is of
    /// another kind.
    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String>;

    /// Lets a new column count by itself, as the keys of the tables do that were there before,
    /// and tells whether it does. What it needs is laid into a catalog.
    fn count(
        &self,
        table: &QualifiedName,
        column: &mut Column,
        counting: Counting<'_>,
        laid: &mut Catalog,
    ) -> bool;

    /// Keeps a column that notes when its row was written last, as it is kept in the other tables.
    /// What it gets besides is no part of the table yet.
    fn touch(&self, table: &mut Table, column: &str, catalog: &Catalog) -> Option<Touch>;
}

/// A type, and what must be there before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The type.
    pub data_type: DataType,
    /// What is not there yet.
    pub needs: Option<Need>,
}

/// What a type needs that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// An extension that brings it.
    Extension(Extension),
    /// A type of this name. Which kind and which values is not said in `table!`.
    Type(QualifiedName),
    /// The values of an enum or set that stands in the column alone.
    Values,
}

/// A name that stands for no type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownType {
    /// The name.
    pub name: String,
    /// Names that look like it and stand for one.
    pub similar: Vec<String>,
}

/// Which columns reference which.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'r> {
    /// The referencing columns.
    pub columns: &'r [String],
    /// The referenced table.
    pub table: &'r QualifiedName,
    /// Its columns.
    pub referenced: &'r [String],
}

/// How keys count.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'c> {
    /// The catalog whose keys show how it is done.
    pub before: &'c Catalog,
    /// SQLite: whether the number of a row is `BigInt`.
    pub wide_row_ids: bool,
}

/// What keeps `updated_at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A trigger.
    Trigger(Trigger),
    /// The column itself: `ON UPDATE`.
    Column,
}

/// What declarations are in a database; `None` when its feature is not built in.
pub fn declaring(database: Database) -> Option<&'static dyn Declaring> {
    match database {
        #[cfg(feature = "postgres")]
        Database::Postgres => Some(&super::postgres::declaring::Postgres),
        #[cfg(feature = "sqlite")]
        Database::Sqlite => Some(&super::sqlite::declaring::Sqlite),
        #[cfg(feature = "mysql")]
        Database::Mysql => Some(&super::mysql::declaring::Mysql),
        #[allow(unreachable_patterns, reason = "only without some features")]
        _ => None,
    }
}

/// A name without what tells Rust's way to write it from the database's: `PostStatus` and
/// `post_status` are `poststatus`.
pub(super) fn loose(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.collect::<String>().to_ascii_lowercase()
}

/// Whether a name in Rust is what Diesel makes of a name in the database.
#[cfg(feature = "postgres")]
pub(super) fn is_named(rust_name: &str, name: &str) -> bool {
    name.to_upper_camel_case() == rust_name
}

/// A name in Rust without what projects put around the names of types: `PgMoodMapping` is `Mood`.
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

/// Those of some names that look like one that is wrong, the likest first.
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

/// The default that most columns of a type have which note when their row was written.
pub(super) fn usual_default(catalog: &Catalog, data_type: &DataType) -> Option<String> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    let columns = catalog.tables.iter().flat_map(|table| &table.columns);
    for column in
        columns.filter(|column| column.data_type == *data_type && notes_time(&column.name))
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

/// Whether a column of this name usually notes when its row was written.
pub fn notes_time(name: &str) -> bool {
    matches!(
        name,
        "created_at" | "created_on" | "inserted_at" | "updated_at" | "updated_on" | "modified_at"
    )
}

/// Whether a column of this name usually notes when its row was written last.
pub fn notes_change(name: &str) -> bool {
    matches!(name, "updated_at" | "updated_on" | "modified_at")
}
