//! A draft as files, and how it is shown.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::generate::{Draft, Purpose};
use glowplug::prove::Proof;
use serde::Serialize;

use super::declared::Declared;
use super::write;
use crate::commands::prove::losses;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::output::{Answer, Paint, count};
use crate::project::names;

/// Migrations that are not written yet.
#[derive(Serialize)]
pub(super) struct Files {
    pub(super) folders: Vec<Folder>,
}

/// One of them.
#[derive(Serialize)]
pub(super) struct Folder {
    pub(super) name: String,
    /// Names and texts.
    pub(super) files: Vec<(String, String)>,
}

impl Files {
    /// Names the migrations of a draft, one after the other.
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

    /// The same with what the proof says at the head of each file.
    pub(super) fn with_verdict(mut self, draft: &Draft, proof: &Proof) -> Self {
        self.fill(draft, &[verdict(proof)]);
        self
    }

    fn fill(&mut self, draft: &Draft, head: &[String]) {
        for (folder, part) in self.folders.iter_mut().zip(&draft.parts) {
            folder.files = vec![
                ("up.sql".to_owned(), part.up_sql(head)),
                ("down.sql".to_owned(), part.down_sql(head)),
            ];
            if part.purpose == Purpose::Alone {
                let metadata = "run_in_transaction = false\n".to_owned();
                folder.files.push(("metadata.toml".to_owned(), metadata));
            }
        }
    }

    /// Writes them; what is written in part is taken away again.
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
        fs::create_dir(&path).map_err(|source| Error::Io {
            action: "make",
            path: path.clone(),
            source,
        })?;
        for (file, text) in &self.files {
            write(&path.join(file), text)?;
        }
        Ok(())
    }
}

/// What the proof came to, in a sentence.
fn verdict(proof: &Proof) -> String {
    let mut text = format!(
        "Proved on {}: up gives the declared schema, down the former one, and up works again",
        proof.server
    );
    let rows = format!(
        "{} in {}",
        count(proof.rows, "row"),
        count(proof.tables, "table")
    );
    if proof.rows == 0 {
        text.push('.');
    } else if proof.lost.is_empty() {
        text.push_str(&format!("; {rows} came through unchanged."));
    } else {
        text.push_str(&format!(
            "; tried with {rows}: {}.",
            losses(proof).join("; ")
        ));
    }
    if let Some(fault) = &proof.with_rows {
        text.push_str(&format!(
            " Tried on empty tables, because with rows {}.",
            fault.told(proof.default_schema.as_deref())
        ));
    }
    if !proof.unfilled.is_empty() {
        let names = proof.without_rows().join(", ");
        text.push_str(&format!(" Without rows in {names}."));
    }
    text
}

/// What keeps a draft from being written.
pub(super) fn not_proved(proof: &Proof, draft: &Draft) -> Error {
    let mut problems = proof.problems();
    if !draft.loses_data() {
        problems.extend(losses(proof));
    }
    Error::NotProved { problems }
}

/// What is told when there is nothing to do.
#[derive(Serialize)]
pub(super) struct Nothing {
    declared_in: Vec<PathBuf>,
    migrations: [(); 0],
}

impl Nothing {
    pub(super) fn new(declared: &Declared) -> Self {
        Self {
            declared_in: declared.paths.clone(),
            migrations: [],
        }
    }
}

impl Answer for Nothing {
    fn text(&self, _: Paint) -> String {
        let paths = self.declared_in.iter();
        let paths: Vec<String> = paths.map(|path| format!("`{}`", path.display())).collect();
        let declares = match paths.len() {
            1 => "declares",
            _ => "declare",
        };
        format!(
            "Nothing to do: the migrations build what {} {declares}",
            paths.join(" and ")
        )
    }
}

/// What was written.
#[derive(Serialize)]
pub(super) struct Drafted {
    written: bool,
    migrations: Vec<Shown>,
    draft: Draft,
    proof: Proof,
}

#[derive(Serialize)]
struct Shown {
    folder: PathBuf,
    files: Vec<(String, String)>,
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
            files: folder.files,
        });
        Self {
            written: !dry_run,
            migrations: folders.collect(),
            draft,
            proof,
        }
    }
}

impl Answer for Drafted {
    fn text(&self, paint: Paint) -> String {
        let mut lines = Vec::new();
        for migration in &self.migrations {
            for (file, text) in &migration.files {
                let path = migration.folder.join(file);
                if self.written {
                    lines.push(path.display().to_string());
                } else {
                    lines.push(paint.bold(&format!("{}:", path.display())));
                    lines.push(text.clone());
                }
            }
        }
        if self.written {
            lines.push(String::new());
            let default = self.draft.expected.default_schema.as_deref();
            let renames = self.draft.renames.iter().map(|rename| rename.told(default));
            let changes = self.draft.changes.iter().map(|change| change.told(default));
            lines.extend(renames.chain(changes).map(|told| format!("  {told}")));
            for (step, hazard) in self.draft.hazards() {
                let first = step.sql.lines().next().unwrap_or_default();
                let text = format!("  {}: {} ({first})", hazard.kind.name(), hazard.why);
                lines.push(paint.yellow(&text));
            }
        }
        lines.push(paint.green(&verdict(&self.proof)));
        if self.written {
            lines.push("Read it, then apply it with `up`".to_owned());
        }
        lines.join("\n")
    }
}
