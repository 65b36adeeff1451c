//! Reads scheduled events.

use super::creators::maker;
use super::{Context, Reader, cell, filled};
use crate::catalog::{Function, FunctionKind, Makers, QualifiedName};
use crate::dialect::mysql::quote::{identifier, literal};
use crate::error::ServerError;
use crate::model::Row;

impl Reader<'_> {
    pub(super) async fn events(
        &mut self,
        context: &Context<'_>,
        makers: &mut Makers,
    ) -> Result<Vec<Function>, ServerError> {
        let rows = self.rows(include_str!("events.sql")).await?;
        let events = rows.iter().map(|row| {
            let event = event(row);
            makers
                .0
                .extend(maker(row, event.object(), 10, Some(11), context));
            event
        });
        Ok(events.collect())
    }
}

fn event(row: &Row) -> Function {
    Function {
        name: QualifiedName::plain(cell(row, 0)),
        // A procedure may have the same name.
        arguments: "event".to_owned(),
        kind: FunctionKind::Event,
        returns: String::new(),
        signature: String::new(),
        definition: definition(row),
        comment: filled(row, 9),
    }
}

fn definition(row: &Row) -> String {
    let mut text = format!(
        "CREATE EVENT {}\n    ON SCHEDULE {}",
        identifier(&cell(row, 0)),
        schedule(row)
    );
    if cell(row, 8) == "PRESERVE" {
        text.push_str("\n    ON COMPLETION PRESERVE");
    }
    match cell(row, 7).as_str() {
        "ENABLED" => {}
        "DISABLED" => text.push_str("\n    DISABLE"),
        _ => text.push_str("\n    DISABLE ON SLAVE"),
    }
    if let Some(comment) = filled(row, 9) {
        text = format!("{text}\n    COMMENT {}", literal(&comment));
    }
    format!("{text}\n    DO {}", cell(row, 1))
}

fn schedule(row: &Row) -> String {
    if let Some(at) = filled(row, 2) {
        return format!("AT '{at}'");
    }
    let interval = cell(row, 3);
    let is_plain = interval.chars().all(|c| c.is_ascii_digit());
    let interval = if is_plain || interval.starts_with('\'') {
        interval
    } else {
        format!("'{interval}'")
    };
    let mut text = format!("EVERY {interval} {}", cell(row, 4));
    for (word, index) in [("STARTS", 5), ("ENDS", 6)] {
        if let Some(at) = filled(row, index) {
            text = format!("{text} {word} '{at}'");
        }
    }
    text
}
