//! Schema changes without a migration.

use std::path::{Path, PathBuf};

use glowplug::Database;
use glowplug::sql::{LexemeKind, lexemes};
use glowplug_schema::declare::{self, Declared, Source};
use glowplug_schema::print::{Docs, PrintSchema};

use super::staged::Staged;
use crate::context::Context;
use crate::error::Result;
use crate::git::Tree;

/// What declares the schema.
struct Declaration {
    path: PathBuf,
    /// How `schema.rs` is printed; `None` for SQL.
    print: Option<PrintSchema>,
}

/// Returns the staged files that declare another schema than before, if no migration is staged.
///
/// # Errors
/// Settings that cannot be read; a `git` that fails.
pub(super) fn files(
    context: &Context,
    staged: &Staged<'_>,
    database: Database,
) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if staged.has_migrations() {
        return Ok(found);
    }
    for declaration in declarations(context)? {
        let Some(below) = staged.repository.relative(&declaration.path) else {
            continue;
        };
        for path in staged.changed(&below) {
            if declares_another_schema(staged, path, &declaration, database)? {
                let whole = staged.repository.root.join(path);
                found.push(context.project.shown(&whole));
            }
        }
    }
    Ok(found)
}

/// Returns the files that declare the schema and have changes that are not staged, if migrations are
/// staged.
///
/// # Errors
/// Settings that cannot be read.
pub(super) fn left_behind(context: &Context, staged: &Staged<'_>) -> Result<Vec<PathBuf>> {
    if !staged.has_migrations() {
        return Ok(Vec::new());
    }
    let paths = declarations(context)?.into_iter().map(|it| it.path);
    let is_left = |path: &PathBuf| {
        let below = staged.repository.relative(path);
        below.is_some_and(|below| staged.repository.has_unstaged_changes(&below))
    };
    Ok(paths
        .filter(is_left)
        .map(|path| context.project.shown(&path))
        .collect())
}

fn declarations(context: &Context) -> Result<Vec<Declaration>> {
    let project = &context.project;
    if let Some(path) = project.settings()?.schema {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let print = match is_rust {
            true => Some(project.print_schema_for(&path)?),
            false => None,
        };
        return Ok(vec![Declaration { path, print }]);
    }
    let files = project.schema_files()?.into_iter();
    let files = files.map(|(print, path)| Declaration {
        path,
        print: Some(print),
    });
    Ok(files.collect())
}

/// Returns true if a staged file means something else than in the last commit.
fn declares_another_schema(
    staged: &Staged<'_>,
    path: &Path,
    declaration: &Declaration,
    database: Database,
) -> Result<bool> {
    let text = |tree: Tree<'_>| -> Result<Option<String>> {
        let mut texts = staged.repository.texts(tree, path)?;
        Ok(texts.pop().map(|(_, text)| text))
    };
    let before = match staged.repository.has_commit("HEAD") {
        true => text(Tree::Commit("HEAD"))?.unwrap_or_default(),
        false => String::new(),
    };
    let after = text(Tree::Index)?.unwrap_or_default();
    Ok(match &declaration.print {
        Some(print) => tables(before, print) != tables(after, print),
        None => words(database, &before) != words(database, &after),
    })
}

/// Returns the tables that a text declares, without what makes no difference to the database; the text
/// itself if it cannot be read.
fn tables(text: String, print: &PrintSchema) -> Result<Declared, String> {
    let source = Source::new("schema.rs", text.as_str());
    let mut declared = declare::read(vec![source]).map_err(|_| text)?;
    if print.with_docs == Docs::Nothing {
        declared.forget_docs(0);
    }
    let tables = &mut declared.tables;
    tables.sort_by(|left, right| left.name.cmp(&right.name));
    for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
        column.rust_name.clear();
    }
    Ok(declared)
}

/// Returns the words and symbols of a text of SQL, without comments.
fn words(database: Database, text: &str) -> Vec<&str> {
    lexemes(database, text)
        .filter(|lexeme| lexeme.kind != LexemeKind::Comment)
        .map(|lexeme| &text[lexeme.range])
        .collect()
}
