//! Drafts the structs that a table should have.

use super::Kind;
use super::report::Need;
use super::rust_type::{self, RustType};
use super::tables::{ModelColumn, ModelTable, ValueSource, ValueType};
use super::text::on_one_line;

/// A struct as it should be.
pub(super) struct Draft<'t> {
    pub(super) kind: Kind,
    pub(super) table: &'t ModelTable,
    pub(super) name: String,
    /// Its documentation.
    pub(super) docs: String,
    /// The traits of Diesel that it derives.
    pub(super) traits: Vec<&'static str>,
    /// Whether it derives `Default`.
    pub(super) has_default: bool,
    /// The value of `treat_none_as_default_value`, if it is set.
    pub(super) none_is_default: Option<bool>,
    pub(super) fields: Vec<DraftField<'t>>,
}

/// A field as it should be.
pub(super) struct DraftField<'t> {
    pub(super) column: &'t ModelColumn,
    /// The number of `Option`s around the type.
    pub(super) options: usize,
}

/// Returns the struct of a kind for a table; `None` if it would have no fields.
pub(super) fn draft(table: &ModelTable, kind: Kind) -> Option<Draft<'_>> {
    let fields: Vec<DraftField<'_>> = table
        .columns
        .iter()
        .filter(|column| !matches!(column.held, ValueType::Nothing(_)))
        .filter_map(|column| field(table, column, kind))
        .collect();
    if fields.is_empty() {
        return None;
    }
    let defaults = fields
        .iter()
        .any(|field| field.column.filled == ValueSource::Default);
    let optional = fields.iter().any(|field| field.options > 0);
    let (none_is_default, has_default) = match kind {
        Kind::New => (
            optional.then_some(defaults),
            fields.iter().all(|field| field.options > 0),
        ),
        _ => (None, kind == Kind::Patch),
    };
    Some(Draft {
        kind,
        table,
        name: table.name_of(kind),
        docs: docs(table, kind, &fields, none_is_default),
        traits: traits(table, kind),
        has_default,
        none_is_default,
        fields,
    })
}

/// Returns the field of a column in a struct of a kind, if it has one, with its number of
/// `Option`s.
fn field<'t>(table: &ModelTable, column: &'t ModelColumn, kind: Kind) -> Option<DraftField<'t>> {
    let nullable = usize::from(column.nullable);
    let options = match (kind, column.filled) {
        (Kind::Row, _) => nullable,
        (_, ValueSource::Computed) => return None,
        (_, _) if column.is_read_only() => return None,
        (Kind::New, ValueSource::Counted | ValueSource::Clock) => return None,
        (Kind::New, ValueSource::Default) => 1 + nullable,
        (Kind::New, ValueSource::Nowhere) => nullable,
        (_, _) if table.key.contains(&column.rust_name) => return None,
        (_, _) => 1 + nullable,
    };
    Some(DraftField { column, options })
}

fn traits(table: &ModelTable, kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::New => vec!["Insertable"],
        Kind::Patch => vec!["AsChangeset"],
        _ => {
            let mut traits = vec!["Queryable", "Selectable"];
            if table.has_hashed_key() {
                traits.push("Identifiable");
            }
            if !table.parents.is_empty() {
                traits.push("Associations");
            }
            traits
        }
    }
}

fn docs(
    table: &ModelTable,
    kind: Kind,
    fields: &[DraftField<'_>],
    none_is_default: Option<bool>,
) -> String {
    let name = on_one_line(&table.name.to_string());
    let name = name.strip_prefix("public.").unwrap_or(&name);
    let twice = fields.iter().any(|field| field.options > 1);
    match kind {
        Kind::New => {
            let title = format!("A new row for `{name}`.");
            let none = match (none_is_default, twice) {
                (Some(true), true) => {
                    "`None` leaves a column to its default, or to `NULL` where it has none;\n\
                     `Some(None)` is `NULL`."
                }
                (Some(true), false) => {
                    "`None` leaves a column to its default, or to `NULL` where it has none."
                }
                (Some(false), _) => "`None` is `NULL`.",
                (None, _) => "",
            };
            paragraphs(&[&title, &filled_in(table, fields), none])
        }
        Kind::Patch => {
            let title = format!("A change of a row of `{name}`.");
            let none = match twice {
                true => "`None` leaves a column as it is; `Some(None)` makes it `NULL`.",
                false => "`None` leaves a column as it is.",
            };
            paragraphs(&[&title, none])
        }
        _ => {
            let comment = table.comment.as_deref().unwrap_or_default();
            paragraphs(&[comment, &format!("A row of `{name}`.")])
        }
    }
}

/// Returns a sentence about the columns that the database fills in.
fn filled_in(table: &ModelTable, fields: &[DraftField<'_>]) -> String {
    let given = |column: &&ModelColumn| fields.iter().any(|of| of.column.field == column.field);
    let left: Vec<String> = table
        .columns
        .iter()
        .filter(|column| column.filled != ValueSource::Nowhere && !given(column))
        .map(|column| format!("`{}`", column.rust_name))
        .collect();
    match left.is_empty() {
        true => String::new(),
        false => format!("The database fills in {}.", listed(&left)),
    }
}

/// Joins texts with an empty line between them.
pub(super) fn paragraphs(texts: &[&str]) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n\n")
}

fn listed(names: &[String]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

impl DraftField<'_> {
    /// Returns the type of the field, with enums named by their index.
    pub(super) fn full_type(&self, name_of: impl Fn(usize) -> String) -> String {
        let inner = match &self.column.held {
            ValueType::Type(held) => held.text.clone(),
            ValueType::Enum(number, data_type) => {
                let own = RustType {
                    text: name_of(*number),
                    needs: None,
                    also: &[],
                };
                rust_type::around(own, data_type).text
            }
            ValueType::Nothing(_) => String::new(),
        };
        let (before, after) = ("Option<".repeat(self.options), ">".repeat(self.options));
        format!("{before}{inner}{after}")
    }
}

/// Returns what a project needs for structs of these tables.
pub(super) fn needs<'t>(tables: impl Iterator<Item = &'t ModelTable>) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut widest = 0;
    for table in tables {
        widest = widest.max(table.columns.len());
        for column in &table.columns {
            if let ValueType::Type(held) = &column.held
                && let Some((name, feature)) = held.needs
            {
                needs.push(Need {
                    dependency: Some(name),
                    feature: Some(feature),
                    line: None,
                });
            }
        }
    }
    let sizes = [(64, "128-column-tables"), (32, "64-column-tables")];
    if let Some((_, feature)) = sizes.iter().find(|(size, _)| widest > *size) {
        needs.push(Need {
            dependency: None,
            feature: Some(feature),
            line: None,
        });
    }
    needs.sort();
    needs.dedup();
    needs
}
