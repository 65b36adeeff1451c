//! `describe`: shows a table.

use glowplug::model::TableDescription;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::inspect::{inspected, unknown_table};
use crate::output::{Align, Answer, Grid, Paint};
use crate::text::visible;

/// Show a table: columns, indexes, keys, checks and triggers
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug describe users
  glowplug describe audit.events
  glowplug describe users --json | jq -r '.columns[].name'")]
pub(crate) struct Args {
    /// The table, as `name` or `schema.name`
    table: String,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut session = context.session().await?;
        let described = inspected(session.describe(&self.table).await, "describing the table")?;
        let Some(description) = described else {
            return Err(unknown_table(&mut *session, &self.table).await);
        };
        context.answer(&Described(description))?;
        Ok(Outcome::Done)
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Described(TableDescription);

impl Answer for Described {
    fn text(&self, paint: Paint) -> String {
        let table = &self.0;
        let schema = table.schema.as_ref().map(|schema| format!("{schema}."));
        let name = format!("{}{}", schema.unwrap_or_default(), table.name);
        let mut lines = vec![format!("{} ({})", paint.bold(&visible(&name)), table.kind)];
        lines.extend(table.comment.iter().map(|comment| visible(comment)));
        lines.push(String::new());
        lines.push(columns(table, paint));
        let indexes = table.indexes.iter().map(|index| {
            let invalid = if index.valid { "" } else { "  INVALID" };
            named(index.name.as_deref(), &index.definition) + invalid
        });
        let keys = table.foreign_keys.iter();
        let keys = keys.map(|key| named(key.name.as_deref(), &key.definition));
        section(&mut lines, paint, "Indexes", indexes);
        section(&mut lines, paint, "Foreign keys", keys);
        section(
            &mut lines,
            paint,
            "Referenced by",
            table.referenced_by.iter().cloned(),
        );
        section(&mut lines, paint, "Checks", table.checks.iter().cloned());
        section(
            &mut lines,
            paint,
            "Triggers",
            table.triggers.iter().cloned(),
        );
        lines.join("\n")
    }
}

fn named(name: Option<&str>, definition: &str) -> String {
    match name {
        Some(name) => format!("{name}: {definition}"),
        None => definition.to_owned(),
    }
}

fn columns(table: &TableDescription, paint: Paint) -> String {
    let mut grid = Grid::new(
        paint,
        &[
            ("column", Align::Name),
            ("type", Align::Left),
            ("null", Align::Left),
            ("default", Align::Left),
            ("comment", Align::Left),
        ],
    );
    for column in &table.columns {
        let null = if column.nullable { "null" } else { "not null" };
        grid.row([
            column.name.as_str(),
            column.data_type.as_str(),
            null,
            column.default.as_deref().unwrap_or_default(),
            column.comment.as_deref().unwrap_or_default(),
        ]);
    }
    grid.text()
}

fn section(
    lines: &mut Vec<String>,
    paint: Paint,
    title: &str,
    items: impl Iterator<Item = String>,
) {
    let items: Vec<String> = items.map(|item| format!("  {}", visible(&item))).collect();
    if !items.is_empty() {
        lines.push(String::new());
        lines.push(paint.bold(title));
        lines.extend(items);
    }
}
