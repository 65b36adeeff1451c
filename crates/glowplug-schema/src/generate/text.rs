//! Renders migrations as SQL scripts with comments.

use glowplug::catalog::Catalog;

use super::blocked::Blocked;
use super::draft::{Draft, Part};
use crate::change::{Hazard, Step, Strategy};
use crate::dialect;
use crate::diff;

/// The line width of comments.
const WIDTH: usize = 100;

impl Part {
    /// Returns the text of `up.sql`, with these lines as comments at the top.
    pub fn up_sql(&self, head: &[String]) -> String {
        script(&self.up, head)
    }

    /// Returns the text of `down.sql`.
    pub fn down_sql(&self, head: &[String]) -> String {
        let Some(why) = &self.irreversible else {
            return script(&self.down, head);
        };
        let why = format!(
            "This migration cannot be reverted: {why}. Undo it with a new migration, or write the \
             statements here and remove `irreversible` from metadata.toml."
        );
        script(&self.down, &[head, &[why]].concat())
    }
}

impl Draft {
    /// Returns the suffixes of the migrations' names: none, `_concurrently`, `_validate`.
    pub fn suffixes(&self) -> Vec<String> {
        if self.parts.len() == 1 {
            return vec![String::new()];
        }
        let mut alone = 0;
        let suffixes = self.parts.iter().map(|part| match part.purpose {
            super::Purpose::Change => String::new(),
            super::Purpose::NonTransactional => {
                alone += 1;
                match alone {
                    1 => "_concurrently".to_owned(),
                    _ => format!("_concurrently_{alone}"),
                }
            }
            super::Purpose::Deferred => "_validate".to_owned(),
        });
        suffixes.collect()
    }
}

/// Returns a script that builds a whole schema from nothing, as a starting point for declaring a
/// schema in SQL.
///
/// # Errors
/// [`Blocked::Unsupported`] if there is no statement for some object.
pub fn statements(catalog: &Catalog) -> Result<String, Blocked> {
    let mut nothing = Catalog::empty(catalog.database);
    nothing.default_schema.clone_from(&catalog.default_schema);
    nothing.table_defaults.clone_from(&catalog.table_defaults);
    nothing.schemas.clone_from(&catalog.schemas);
    nothing
        .schemas
        .retain(|schema| catalog.is_default(Some(&schema.name)));
    let changes = diff::differences(&nothing, catalog);
    let steps = dialect::of(catalog.database).emit(
        &changes,
        &nothing,
        catalog,
        Strategy::SingleTransaction,
    );
    Ok(script(&steps.map_err(Blocked::Unsupported)?, &[]))
}

fn script(steps: &[Step], head: &[String]) -> String {
    let mut blocks = Vec::new();
    if !head.is_empty() {
        let lines: Vec<String> = head.iter().map(|line| comment(line)).collect();
        blocks.push(lines.concat().trim_end().to_owned());
    }
    for step in steps {
        let mut block = String::new();
        if let Some(remark) = &step.remark {
            block.push_str(&comment(remark));
        }
        for hazard in &step.hazards {
            block.push_str(&comment(&sentence(hazard)));
        }
        block.push_str(step.sql.trim_end());
        block.push(';');
        blocks.push(block);
    }
    if steps.is_empty() {
        blocks.push("-- Nothing to do".to_owned());
    }
    blocks.join("\n\n") + "\n"
}

fn sentence(hazard: &Hazard) -> String {
    let mut text = format!("Hazard, {}: {}", hazard.kind.name(), hazard.why);
    for (word, more) in [("Locks", &hazard.locks), ("Safer", &hazard.safer)] {
        if !more.is_empty() {
            text.push_str(&format!(". {word}: {more}"));
        }
    }
    text
}

/// Formats a text as SQL comments.
fn comment(text: &str) -> String {
    let mut lines = String::new();
    for paragraph in text.lines() {
        let mut line = "--".to_owned();
        for word in paragraph.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > WIDTH && line.len() > 2 {
                lines.push_str(&line);
                lines.push('\n');
                line = "--".to_owned();
            }
            line.push(' ');
            line.push_str(word);
        }
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::HazardKind;

    #[test]
    fn hazards_and_remarks_stand_before_their_statement() {
        let drop = Step::new("DROP TABLE notes").hazard(Hazard {
            kind: HazardKind::DataLoss,
            why: "the rows of notes are gone".to_owned(),
            locks: String::new(),
            safer: "rename it first".to_owned(),
        });
        let steps = [
            Step::new("CREATE TABLE a (\n    b int\n)").remark("why"),
            drop,
        ];
        assert_eq!(
            script(&steps, &["Proved.".to_owned()]),
            "-- Proved.\n\n-- why\nCREATE TABLE a (\n    b int\n);\n\n\
             -- Hazard, data-loss: the rows of notes are gone. Safer: rename it first\n\
             DROP TABLE notes;\n"
        );
    }

    #[test]
    fn long_comments_are_wrapped() {
        let text = comment(&"word ".repeat(40));
        assert!(
            text.lines()
                .all(|line| line.len() <= WIDTH && line.starts_with("-- word"))
        );
        assert_eq!(text.matches("word").count(), 40);
    }
}
