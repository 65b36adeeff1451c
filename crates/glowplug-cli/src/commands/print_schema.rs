//! `print-schema`.

mod options;

use std::fs;

use glowplug::generate;
use glowplug::print::{self, PrintSchema, Printed};
use serde::Serialize;

use super::info::look;
use super::refresh::{File, difference};
use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::output::{Answer, Paint};

pub(crate) use options::Args;

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let (check, sql) = (self.check, self.sql);
        let schemas = self.onto(context.project.print_schemas()?)?;
        let mut session = context.session().await?;
        let catalog = look(session.schema().await, "reading the schema")?;
        if sql {
            let sql = generate::statements(&catalog)
                .map_err(|blocked| Error::Blocked(Box::new(blocked)))?;
            context.answer(&Statements { sql })?;
            return Ok(Ending::Done);
        }
        let mut sheets = Vec::new();
        for (key, settings) in schemas.settings {
            if check && settings.file.is_none() {
                continue;
            }
            let printed = print::print_schema(&catalog, &settings)?;
            sheets.push(Sheet::new(context, key, &settings, printed));
        }
        if !check {
            context.answer(&Sheets { schemas: sheets })?;
            return Ok(Ending::Done);
        }
        if sheets.is_empty() {
            return Err(Error::usage(
                "there is no file to check",
                "name it in `diesel.toml`: `[print_schema] file = \"src/schema.rs\"`",
            ));
        }
        compare(context, sheets)
    }
}

/// Tells whether the files are what would be printed.
fn compare(context: &Context, sheets: Vec<Sheet>) -> Result<Ending> {
    let mut files = Vec::new();
    for sheet in sheets {
        let Some(path) = sheet.path else { continue };
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let shown = context.project.shown(&path).display().to_string();
        files.push(File {
            diff: difference(&kept, &sheet.text, &shown),
            file: shown,
            written: false,
        });
    }
    let differs = files.iter().any(|file| file.diff.is_some());
    context.answer(&Compared { files })?;
    Ok(if differs { Ending::Found } else { Ending::Done })
}

#[derive(Serialize)]
struct Sheets {
    schemas: Vec<Sheet>,
}

#[derive(Serialize)]
struct Sheet {
    key: String,
    file: Option<String>,
    text: String,
    remarks: Vec<String>,
    #[serde(skip)]
    path: Option<std::path::PathBuf>,
}

impl Sheet {
    fn new(context: &Context, key: String, settings: &PrintSchema, printed: Printed) -> Self {
        if !context.output.json {
            for remark in &printed.remarks {
                context.output.remark(remark);
            }
        }
        let shown = settings
            .file
            .as_ref()
            .map(|path| context.project.shown(path));
        Self {
            key,
            file: shown.map(|path| path.display().to_string()),
            text: printed.text,
            remarks: printed.remarks,
            path: settings.file.clone(),
        }
    }
}

impl Answer for Sheets {
    fn text(&self, _: Paint) -> String {
        let all: String = self
            .schemas
            .iter()
            .map(|sheet| sheet.text.as_str())
            .collect();
        // The last line ends when the answer does.
        all.strip_suffix('\n').unwrap_or(&all).to_owned()
    }
}

#[derive(Serialize)]
struct Statements {
    sql: String,
}

impl Answer for Statements {
    fn text(&self, _: Paint) -> String {
        self.sql.trim_end().to_owned()
    }
}

#[derive(Serialize)]
struct Compared {
    files: Vec<File>,
}

impl Answer for Compared {
    fn text(&self, _: Paint) -> String {
        let said = self.files.iter().map(|file| match &file.diff {
            Some(diff) => diff.trim_end().to_owned(),
            None => format!("`{}` is what would be printed.", file.file),
        });
        said.collect::<Vec<_>>().join("\n")
    }
}
