//! `print-schema`: prints `schema.rs`, or compares it with its file.

mod options;

use glowplug_schema::generate;
use glowplug_schema::print::{self, PrintSchema, Printed};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::file;
use crate::inspect::inspected;
use crate::output::{Answer, Paint};
use crate::schema_file::{SchemaFile, difference, printed};

pub(crate) use options::Args;

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let (check, sql) = (self.check, self.sql);
        let schemas = self.apply(context.project.print_schemas()?)?;
        let mut session = context.session().await?;
        let catalog = inspected(session.schema().await, "reading the schema")?;
        if sql {
            let sql = generate::statements(&catalog)
                .map_err(|blocked| Error::Blocked(Box::new(blocked)))?;
            context.answer(&Statements { sql })?;
            return Ok(Outcome::Done);
        }
        let mut sheets = Vec::new();
        for (key, settings) in schemas.settings {
            if check && settings.file.is_none() {
                continue;
            }
            let printed = match settings.file.as_deref().filter(|_| check) {
                Some(file) => printed(&catalog, &settings, &file::read_or_empty(file)?)?,
                None => print::print_schema(&catalog, &settings)?,
            };
            sheets.push(Sheet::new(context, key, &settings, printed));
        }
        if !check {
            context.answer(&Sheets { schemas: sheets })?;
            return Ok(Outcome::Done);
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

/// Reports whether the files match the output.
fn compare(context: &Context, sheets: Vec<Sheet>) -> Result<Outcome> {
    let mut files = Vec::new();
    for sheet in sheets {
        let Some(path) = sheet.path else { continue };
        let existing = file::read_or_empty(&path)?;
        let shown = context.project.shown(&path).display().to_string();
        files.push(SchemaFile {
            diff: difference(&existing, &sheet.text, &shown),
            file: shown,
            written: false,
            edits: Vec::new(),
            handwritten: Vec::new(),
        });
    }
    let differs = files.iter().any(|file| file.diff.is_some());
    context.answer(&Compared { files })?;
    Ok(if differs {
        Outcome::Found
    } else {
        Outcome::Done
    })
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
                context.output.notice(remark);
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
        // The output adds the last newline.
        all.strip_suffix('\n').unwrap_or(&all).to_owned()
    }

    fn is_document(&self) -> bool {
        true
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

    fn is_document(&self) -> bool {
        true
    }
}

#[derive(Serialize)]
struct Compared {
    files: Vec<SchemaFile>,
}

impl Answer for Compared {
    fn text(&self, _: Paint) -> String {
        let said = self.files.iter().map(|file| match &file.diff {
            Some(diff) => diff.trim_end().to_owned(),
            None => format!("`{}` is up to date.", file.file),
        });
        said.collect::<Vec<_>>().join("\n")
    }
}
