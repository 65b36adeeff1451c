//! Compares existing structs and enums with the database.

use super::draft::{self, Draft, DraftField};
use super::existing::{Existing, FoundEnum, FoundField, FoundStruct};
use super::naming;
use super::report::{Difference, DifferenceKind};
use super::rust_type::{is_known, last_names};
use super::settings::{Kind, Settings};
use super::tables::{ModelColumn, ModelEnum, ModelTable, ValueSource, ValueType};

/// A struct and its table, to be compared.
pub(super) struct Comparison<'a> {
    pub(super) table: &'a ModelTable,
    pub(super) kind: Kind,
    pub(super) found: &'a FoundStruct,
    /// Whether it is the main struct of its kind, which has all columns; others may have some.
    pub(super) is_whole: bool,
    pub(super) enums: &'a [ModelEnum],
    pub(super) settings: &'a Settings,
}

impl Comparison<'_> {
    /// Returns the differences.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let draft = draft::draft(self.table, self.kind);
        let expected = draft.as_ref().map_or(&[][..], |draft| &draft.fields);
        let mut differences = Vec::new();
        for field in &self.found.fields {
            if !field.attributes.is_embedded && !field.attributes.is_skipped {
                differences.extend(self.field(field, expected));
            }
        }
        if self.has_all() {
            differences.extend(self.missing(expected));
        }
        if self.is_read_in_order() && differences.is_empty() {
            differences.extend(draft.as_ref().and_then(|draft| self.order(draft)));
        }
        differences.retain(|difference| {
            let field = difference.field.as_deref();
            field.is_none_or(|field| !self.settings.ignores(&self.found.name, Some(field)))
        });
        differences
    }

    fn is_read_in_order(&self) -> bool {
        let derives = |name| self.found.attributes.derives(name);
        self.kind == Kind::Row && derives("Queryable") && !derives("Selectable")
    }

    /// Returns true if every column should have a field. An embedded struct may contain any of
    /// them.
    fn has_all(&self) -> bool {
        let mut fields = self.found.fields.iter();
        (self.is_whole || self.is_read_in_order())
            && !fields.any(|field| field.attributes.is_embedded)
    }

    fn field(&self, field: &FoundField, expected: &[DraftField<'_>]) -> Option<Difference> {
        let Some(column) = self.table.column(field.column()) else {
            return Some(self.unknown(field));
        };
        if column.filled == ValueSource::Computed && self.kind != Kind::Row {
            return Some(Difference {
                difference: DifferenceKind::Computed,
                field: Some(field.name.clone()),
                expected: None,
                found: Some(shown(field)),
                line: Some(field.line),
                suggestion: format!("remove `{}`: only the database sets it", field.name),
            });
        }
        if field.attributes.is_converted {
            return None;
        }
        let same = expected
            .iter()
            .find(|of| of.column.rust_name == column.rust_name);
        // A column that is left to the database may still be given.
        let options = same.map_or_else(|| self.most(column), |of| of.options);
        let full =
            DraftField { column, options }.full_type(|number| self.enums[number].rust_name.clone());
        let (difference, found) = match () {
            () if !self.is_same_type(column, field) => (DifferenceKind::Type, shown(field)),
            () if !self.takes(column, field, options) => {
                (DifferenceKind::Nullability, shown(field))
            }
            () => return None,
        };
        let full = last_names(&full).replace(',', ", ");
        Some(Difference {
            difference,
            field: Some(field.name.clone()),
            suggestion: format!("make `{}` `{full}`", field.name),
            expected: Some(full),
            found: Some(found),
            line: Some(field.line),
        })
    }

    fn unknown(&self, field: &FoundField) -> Difference {
        let names = self
            .table
            .columns
            .iter()
            .map(|column| column.rust_name.as_str());
        let similar = names
            .map(|name| (strsim::jaro_winkler(name, field.column()), name))
            .filter(|(likeness, _)| *likeness > 0.85)
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let suggestion = match similar {
            Some((_, name)) => format!(
                "remove `{0}`, or name its column: `#[diesel(column_name = {name})]`",
                field.name
            ),
            None => format!("remove `{}`: there is no such column", field.name),
        };
        Difference {
            difference: DifferenceKind::UnknownColumn,
            field: Some(field.name.clone()),
            expected: None,
            found: Some(shown(field)),
            line: Some(field.line),
            suggestion,
        }
    }

    /// Returns the maximum number of `Option`s for a column.
    fn most(&self, column: &ModelColumn) -> usize {
        let left = matches!(
            column.filled,
            ValueSource::Default | ValueSource::Clock | ValueSource::Counted
        );
        usize::from(column.nullable) + usize::from(left && self.kind == Kind::New)
    }

    fn takes(&self, column: &ModelColumn, field: &FoundField, expected: usize) -> bool {
        let options = field.bare.options;
        match self.kind {
            Kind::Row => options == expected,
            Kind::New => options <= self.most(column),
            // Either it is always set, or `None` sets it to `NULL`.
            _ if column.nullable => {
                options == 2 || (options == 1 && self.found.attributes.none_is_null)
            }
            _ => options <= 1,
        }
    }

    /// Returns true if the type of a field matches a column; a type of the project's own may stand
    /// for anything.
    fn is_same_type(&self, column: &ModelColumn, field: &FoundField) -> bool {
        let found = field.bare.text.as_str();
        match &column.held {
            ValueType::Nothing(_) => true,
            ValueType::Enum(..) => !is_known(found),
            ValueType::Type(held) => {
                let expected = last_names(&held.text);
                let outer = |text: &str| text.split(['<', '(', '[']).next().map(str::to_owned);
                let is_own = !is_known(found)
                    && (outer(found) != outer(&expected) || !expected.contains('<'));
                let is_list = found.starts_with("Vec<") || found.starts_with('(');
                found == expected || held.also.contains(&found) || (is_own && !is_list)
            }
        }
    }

    /// Returns true if a column needs no field, because the database has a value for it.
    fn may_leave(&self, column: &ModelColumn) -> bool {
        self.kind == Kind::New && column.filled != ValueSource::Nowhere
    }

    fn missing(&self, expected: &[DraftField<'_>]) -> Vec<Difference> {
        let has = |column: &ModelColumn| {
            let mut fields = self.found.fields.iter();
            fields.any(|field| field.column() == column.rust_name)
        };
        expected
            .iter()
            .filter(|of| !has(of.column) && !self.may_leave(of.column))
            .map(|of| {
                let full = of.full_type(|number| self.enums[number].rust_name.clone());
                let full = last_names(&full).replace(',', ", ");
                Difference {
                    difference: DifferenceKind::MissingColumn,
                    field: Some(of.column.field.clone()),
                    suggestion: format!("add `pub {}: {full},`", of.column.field),
                    expected: Some(full),
                    found: None,
                    line: None,
                }
            })
            .collect()
    }

    fn order(&self, draft: &Draft<'_>) -> Option<Difference> {
        let fields = self
            .found
            .fields
            .iter()
            .map(|field| field.column().to_owned());
        let columns = draft.fields.iter().map(|of| of.column.rust_name.clone());
        let (fields, columns): (Vec<String>, Vec<String>) = (fields.collect(), columns.collect());
        (fields != columns).then(|| Difference {
            difference: DifferenceKind::Order,
            field: None,
            expected: Some(columns.join(", ")),
            found: Some(fields.join(", ")),
            line: None,
            suggestion: "derive `Selectable` too, or put the fields in the order of the columns"
                .to_owned(),
        })
    }
}

/// Returns the type of a field.
fn shown(field: &FoundField) -> String {
    let (before, after) = (
        "Option<".repeat(field.bare.options),
        ">".repeat(field.bare.options),
    );
    format!("{before}{}{after}", field.bare.text.replace(',', ", "))
}

/// Returns the differences of an enum. A value whose variant has another name is found by its text.
pub(super) fn of_enum(of: &ModelEnum, found: &FoundEnum, existing: &Existing) -> Vec<Difference> {
    let names = naming::variants(&of.values);
    let mut differences = Vec::new();
    let mut renamed = 0;
    for (name, value) in names.iter().zip(&of.values) {
        if found.variants.contains(name) {
            continue;
        }
        if existing.says(&found.spot.file, value) {
            renamed += 1;
            continue;
        }
        differences.push(Difference {
            difference: DifferenceKind::MissingValue,
            field: Some(value.clone()),
            expected: Some(name.clone()),
            found: None,
            line: Some(found.spot.line),
            suggestion: format!("add the variant `{name}` for `{value}`"),
        });
    }
    let unknown = found.variants.iter().filter(|name| !names.contains(name));
    let unknown: Vec<&String> = unknown.collect();
    if unknown.len() > renamed {
        differences.extend(unknown.into_iter().map(|name| Difference {
            difference: DifferenceKind::UnknownValue,
            field: Some(name.clone()),
            expected: None,
            found: Some(name.clone()),
            line: Some(found.spot.line),
            suggestion: format!(
                "remove `{name}`, if it stands for no value of `{}`",
                of.name
            ),
        }));
    }
    differences
}
