//! Writes a draft as files, and formats it as the command's result.

use std::fs;
use std::mem;
use std::path::{Path, PathBuf};

use glowplug::catalog::{Column, Uncompared};
use glowplug_schema::generate::{Draft, Part, Purpose};
use glowplug_schema::prove::Proof;
use serde::Serialize;

use super::declared::Declared;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::file;
use crate::output::{Answer, Paint};
use crate::project::names;
use crate::report::{losses, painted, sentence};
use crate::text::listed;

/// Migrations before they are written.
#[derive(Serialize)]
pub(super) struct Files {
    pub(super) folders: Vec<Folder>,
}

/// One migration.
#[derive(Serialize)]
pub(super) struct Folder {
    pub(super) name: String,
    /// The names and texts of its files.
    pub(super) files: Vec<(String, String)>,
}

impl Files {
    /// Names the migrations of a draft.
    pub(super) fn name(
        draft: &Draft,
        name: &str,
        taken: &[String],
        sequential: bool,
    ) -> Result<Self> {
        let mut taken = taken.to_vec();
        let mut folders = Vec::new();
        for suffix in draft.suffixes() {
            let version = if sequential {
                names::next_number(&taken)?
            } else {
                names::timestamp(&taken)
            };
            let name = format!("{version}_{name}{suffix}");
            taken.push(name.clone());
            folders.push(Folder {
                name,
                files: Vec::new(),
            });
        }
        let mut files = Self { folders };
        files.fill(draft, &[]);
        Ok(files)
    }

    /// Adds the verdict of the proof at the top of the first `up.sql`, and corrects the position
    /// that it names for these lines.
    pub(super) fn with_verdict(mut self, draft: &Draft, proof: &mut Proof) -> Self {
        if let (Some(folder), Some(part)) = (self.folders.first(), draft.parts.first()) {
            let file = Path::new(&folder.name).join("up.sql");
            let lines = |head: &[String]| part.up_sql(head).lines().count();
            let (without, mut added) = (lines(&[]), 0);
            // A longer line number may need one line more.
            while let more @ 1.. = lines(&[sentence(proof)]).saturating_sub(without + added) {
                proof.add_lines(&file, more as u64);
                added += more;
            }
        }
        self.fill(draft, &[sentence(proof)]);
        self
    }

    fn fill(&mut self, draft: &Draft, mut head: &[String]) {
        for (folder, part) in self.folders.iter_mut().zip(&draft.parts) {
            folder.files = vec![
                ("up.sql".to_owned(), part.up_sql(mem::take(&mut head))),
                ("down.sql".to_owned(), part.down_sql(&[])),
            ];
            folder.files.extend(metadata(part));
        }
    }

    /// Writes the migrations. If that fails, none is left behind.
    pub(super) fn write(&self, migrations: &Path) -> Result<()> {
        for (number, folder) in self.folders.iter().enumerate() {
            if let Err(error) = folder.write(migrations) {
                for folder in &self.folders[..=number] {
                    let _ = fs::remove_dir_all(migrations.join(&folder.name));
                }
                return Err(error);
            }
        }
        Ok(())
    }
}

impl Folder {
    fn write(&self, migrations: &Path) -> Result<()> {
        let path = migrations.join(&self.name);
        fs::create_dir(&path).map_err(Error::io("create", &path))?;
        let files: Vec<_> = self
            .files
            .iter()
            .map(|(name, text)| (path.join(name), text))
            .collect();
        file::write_all(
            files
                .iter()
                .map(|(path, text)| (path.as_path(), text.as_str())),
        )
    }
}

/// Returns the `metadata.toml` of a migration, if it needs one.
fn metadata(part: &Part) -> Option<(String, String)> {
    if part.purpose != Purpose::NonTransactional && part.irreversible.is_none() {
        return None;
    }
    let mut text = format!(
        "run_in_transaction = {}\n",
        part.purpose != Purpose::NonTransactional
    );
    if let Some(why) = &part.irreversible {
        let why = toml::Value::from(why.as_str());
        text.push_str(&format!("irreversible = {why}\n"));
    }
    Some(("metadata.toml".to_owned(), text))
}

/// Returns the error for a draft that was not proved.
pub(super) fn not_proved(proof: &Proof, draft: &Draft) -> Error {
    let mut problems = proof.problems();
    if !draft.loses_data() {
        problems.extend(losses(proof));
    }
    Error::NotProved { problems }
}

/// The result if there is nothing to do.
#[derive(Serialize)]
pub(super) struct Nothing {
    declared_in: Vec<PathBuf>,
    migrations: [(); 0],
    /// Objects of kinds that are not compared.
    not_compared: Vec<Uncompared>,
}

impl Nothing {
    pub(super) fn new(declared: &Declared, not_compared: Vec<Uncompared>) -> Self {
        Self {
            declared_in: declared.paths.clone(),
            migrations: [],
            not_compared,
        }
    }
}

impl Answer for Nothing {
    fn text(&self, paint: Paint) -> String {
        let paths = self.declared_in.iter();
        let paths: Vec<String> = paths.map(|path| format!("`{}`", path.display())).collect();
        let mut text = format!(
            "Nothing to do: the migrations already match {}",
            paths.join(" and ")
        );
        text.push_str(&seen(&self.not_compared, paint));
        text
    }
}

/// Returns the line that lists what is not compared, if there is anything.
fn seen(not_compared: &[Uncompared], paint: Paint) -> String {
    if not_compared.is_empty() {
        return String::new();
    }
    let seen = format!("Not compared: {}", listed(not_compared));
    format!("\n{}", paint.yellow(&seen))
}

/// The result if migrations were written.
#[derive(Serialize)]
pub(super) struct Drafted {
    written: bool,
    migrations: Vec<Shown>,
    draft: Draft,
    proof: Proof,
}

/// A migration in the answer.
#[derive(Serialize)]
struct Shown {
    folder: PathBuf,
    files: Vec<ShownFile>,
}

/// One of its files.
#[derive(Serialize)]
struct ShownFile {
    name: String,
    text: String,
}

impl Drafted {
    pub(super) fn new(
        context: &Context,
        draft: Draft,
        proof: Proof,
        files: Files,
        migrations: &Path,
        dry_run: bool,
    ) -> Self {
        let folders = files.folders.into_iter().map(|folder| Shown {
            folder: context.project.shown(&migrations.join(&folder.name)),
            files: folder
                .files
                .into_iter()
                .map(|(name, text)| ShownFile { name, text })
                .collect(),
        });
        Self {
            written: !dry_run,
            migrations: folders.collect(),
            draft,
            proof,
        }
    }
}

impl Drafted {
    /// Returns the advice for a new column that has no value for existing rows.
    fn missing_default(&self) -> Option<String> {
        self.proof.with_rows.as_ref()?;
        let default = self.draft.expected.default_schema.as_deref();
        let (former, expected) = (&self.draft.former, &self.draft.expected);
        let lacking = expected.tables.iter().find_map(|table| {
            let before = former.table(&table.name)?;
            let is_new =
                |column: &&Column| before.columns.iter().all(|one| one.name != column.name);
            let lacks = |column: &&Column| {
                let has_value = column.nullable
                    || column.default.is_some()
                    || column.identity.is_some()
                    || column.generated.is_some();
                is_new(column) && !has_value
            };
            let column = table.columns.iter().find(lacks)?;
            Some(format!(
                "{}.{}",
                table.name.display_name(default),
                column.name
            ))
        });
        let column = lacking?;
        Some(format!(
            "Existing rows have no value for `{column}`: give them one with `--default {column}=…`, \
             or declare it `Nullable`, fill it in a migration, and make it NOT NULL in the next one"
        ))
    }
}

impl Drafted {
    /// Formats the files: their paths, and in a dry run also their texts.
    fn files(&self, paint: Paint) -> Vec<String> {
        let mut lines = Vec::new();
        for migration in &self.migrations {
            for ShownFile { name, text } in &migration.files {
                let path = migration.folder.join(name);
                if self.written {
                    lines.push(path.display().to_string());
                } else {
                    lines.push(paint.bold(&format!("{}:", path.display())));
                    lines.push(text.clone());
                }
            }
        }
        lines
    }

    /// Formats the changes with their hazards.
    fn changes(&self, paint: Paint) -> Vec<String> {
        let default = self.draft.expected.default_schema.as_deref();
        let renames = self
            .draft
            .renames
            .iter()
            .map(|rename| rename.display_name(default));
        let changes = self
            .draft
            .changes
            .iter()
            .map(|change| change.display_name(default));
        let mut lines: Vec<String> = renames
            .chain(changes)
            .map(|change| format!("  {change}"))
            .collect();
        for (step, hazard) in self.draft.hazards() {
            let first = step.sql.lines().next().unwrap_or_default();
            let text = format!("  {}: {} ({first})", hazard.kind.name(), hazard.why);
            lines.push(paint.yellow(&text));
        }
        for (part, migration) in self.draft.parts.iter().zip(&self.migrations) {
            if let Some(why) = &part.irreversible {
                let folder = migration.folder.display();
                let text = format!("  {folder} cannot be reverted: {why}");
                lines.push(paint.yellow(&text));
            }
        }
        lines
    }
}

impl Answer for Drafted {
    fn text(&self, paint: Paint) -> String {
        let mut lines = self.files(paint);
        if self.written {
            lines.push(String::new());
            lines.extend(self.changes(paint));
        }
        let not_compared = seen(&self.draft.not_compared, paint);
        let verdict = painted(self.proof.verdict(), &sentence(&self.proof), paint);
        lines.push(verdict + &not_compared);
        lines.extend(self.missing_default());
        if self.written {
            lines.push("Review the files, then apply them with `up`".to_owned());
        }
        lines.join("\n")
    }
}
