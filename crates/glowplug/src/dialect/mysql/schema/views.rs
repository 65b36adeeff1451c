//! Reads views.

use super::creators::maker;
use super::names::{self, Uses};
use super::{Context, Grouped, Reader, cell, columns, of};
use crate::catalog::{Catalog, ObjectName, QualifiedName, View};
use crate::error::ServerError;
use crate::model::Row;

impl Reader<'_> {
    /// Adds the views to the catalog, and returns what they use.
    pub(super) async fn views(
        &mut self,
        context: &Context<'_>,
        columns: &Grouped,
        catalog: &mut Catalog,
    ) -> Result<Vec<Uses>, ServerError> {
        let sql = if self.is_mariadb {
            include_str!("views_mariadb.sql")
        } else {
            include_str!("views_mysql.sql")
        };
        let rows = self.rows(sql).await?;
        let made = rows.iter().filter_map(|row| {
            let object = ObjectName::View(QualifiedName::plain(cell(row, 0)));
            maker(row, object, 5, None, context)
        });
        catalog.makers.0.extend(made);
        let views = rows.iter().map(|row| view(row, context, columns));
        let (mut views, uses): (Vec<View>, Vec<Uses>) = views.unzip();
        views.sort_by(|left, right| left.name.cmp(&right.name));
        catalog.views = views;
        Ok(uses)
    }
}

fn view(row: &Row, context: &Context<'_>, columns: &Grouped) -> (View, Uses) {
    let name = QualifiedName::plain(cell(row, 0));
    let (query, uses) = names::query(&cell(row, 1), context.database, name.clone());
    let columns = of(columns, &name.name).iter();
    let view = View {
        materialized: false,
        query,
        columns: columns
            .map(|row| (cell(row, 1), columns::data_type(row).sql))
            .collect(),
        options: options(row),
        indexes: Vec::new(),
        triggers: Vec::new(),
        rules: Vec::new(),
        comment: None,
        column_comments: Vec::new(),
        column_defaults: Vec::new(),
        name,
    };
    (view, uses)
}

fn options(row: &Row) -> Vec<String> {
    let mut options = Vec::new();
    match cell(row, 4).as_str() {
        "MERGE" => options.push("ALGORITHM=MERGE".to_owned()),
        "TEMPTABLE" => options.push("ALGORITHM=TEMPTABLE".to_owned()),
        _ => {}
    }
    if cell(row, 3) == "INVOKER" {
        options.push("SQL SECURITY INVOKER".to_owned());
    }
    match cell(row, 2).as_str() {
        "CASCADED" => options.push("check_option=cascaded".to_owned()),
        "LOCAL" => options.push("check_option=local".to_owned()),
        _ => {}
    }
    options
}
