//! Makes key columns auto-increment.

use glowplug::catalog::{Catalog, Column, Identity, QualifiedName, Sequence, Table};

use super::names;
use crate::dialect::postgres::quote::literal;

/// How the values of a primary key are generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Always,
    ByDefault,
    Serial,
    /// Not generated: `INSERT` provides them.
    Given,
}

/// Makes an integer key auto-increment in the style that is most frequent in the schema. Returns
/// false if it stays as it is: it has another type, or that style is not to generate values.
pub(super) fn make_auto_increment(
    table: &QualifiedName,
    column: &mut Column,
    before: &Catalog,
    laid: &mut Catalog,
) -> bool {
    let (data_type, maximum) = match column.data_type.name.name.as_str() {
        "int2" => ("smallint", i64::from(i16::MAX)),
        "int4" => ("integer", i64::from(i32::MAX)),
        "int8" => ("bigint", i64::MAX),
        _ => return false,
    };
    let style = style(before);
    if style == Style::Given {
        return false;
    }
    let sequence = Sequence {
        name: QualifiedName {
            schema: table.schema.clone(),
            name: free(names::object(&table.name, &column.name, "seq"), table, laid),
        },
        data_type: data_type.to_owned(),
        start: 1,
        increment: 1,
        minimum: 1,
        maximum,
        cache: 1,
        cycles: false,
        unlogged: false,
        owner: Some((table.clone(), column.name.clone())),
        comment: None,
    };
    if style == Style::Serial {
        let name = literal(&super::qualified(&sequence.name, laid));
        column.default = Some(format!("nextval({name}::regclass)"));
        column.owned_sequence = Some(sequence.name.clone());
        laid.sequences.push(sequence);
    } else {
        column.identity = Some(Identity {
            always: style == Style::Always,
            sequence: None,
        });
    }
    true
}

/// Returns the most frequent style of single-column integer keys. If there are none, that is the
/// form of the SQL standard: `GENERATED ALWAYS AS IDENTITY`.
fn style(catalog: &Catalog) -> Style {
    let styles: Vec<Style> = catalog.tables.iter().filter_map(of).collect();
    let count = |style: &Style| styles.iter().filter(|other| *other == style).count();
    [Style::Given, Style::Serial, Style::ByDefault, Style::Always]
        .into_iter()
        .max_by_key(count)
        .expect("there are four")
}

fn of(table: &Table) -> Option<Style> {
    let [key] = table.primary_key() else {
        return None;
    };
    let references = |columns: &[String]| columns == [key.clone()];
    let mut keys = table.constraints.iter().filter_map(|of| of.foreign_key());
    if keys.any(|foreign| references(&foreign.columns)) {
        return None;
    }
    let column = table.column(key)?;
    if !matches!(
        column.data_type.name.name.as_str(),
        "int2" | "int4" | "int8"
    ) {
        return None;
    }
    Some(match (&column.identity, &column.owned_sequence) {
        (Some(Identity { always: true, .. }), _) => Style::Always,
        (Some(_), _) => Style::ByDefault,
        (None, Some(_)) => Style::Serial,
        (None, None) => Style::Given,
    })
}

/// Returns the name, with a number appended if another relation has it.
fn free(name: String, table: &QualifiedName, catalog: &Catalog) -> String {
    let taken = |name: &str| {
        let is = |other: &QualifiedName| other.name == name && other.schema == table.schema;
        catalog.tables.iter().any(|of| {
            is(&of.name)
                || of.name.schema == table.schema && of.indexes.iter().any(|of| of.name == name)
        }) || catalog.sequences.iter().any(|of| is(&of.name))
            || catalog.views.iter().any(|of| is(&of.name))
    };
    let numbered = (1..).map(|number| format!("{name}{number}"));
    std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| !taken(name))
        .unwrap_or(name)
}
