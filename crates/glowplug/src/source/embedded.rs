//! Migration folders that are embedded in the program.

use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, File};

use super::Script;
use super::folder::{Folder, Item};
use crate::error::{FileProblem, ProblemPlace};

/// Returns the migration folders inside an embedded folder, and the problems of reading it, like on
/// disk.
pub(super) fn folders(root: &'static Dir<'static>) -> (Vec<Folder>, Vec<FileProblem>) {
    let mut problems = Vec::new();
    let folders = root
        .dirs()
        .filter_map(|dir| {
            let name = visible_name(dir.path())?;
            let items = dir.entries().iter();
            Some(Folder {
                name,
                path: dir.path().to_owned(),
                items: items
                    .filter_map(|entry| item(entry, &mut problems))
                    .collect(),
            })
        })
        .collect();
    (folders, problems)
}

fn item(entry: &'static DirEntry<'static>, problems: &mut Vec<FileProblem>) -> Option<Item> {
    let name = visible_name(entry.path())?;
    let text = match entry {
        DirEntry::Dir(_) => Some(""),
        DirEntry::File(file) => text(file, &name, problems),
    }?;
    Some(Item {
        name,
        is_folder: entry.as_dir().is_some(),
        script: Script::text(entry.path(), text),
    })
}

/// Returns the text of a file. Files other than ours may contain anything.
fn text(
    file: &'static File<'static>,
    name: &str,
    problems: &mut Vec<FileProblem>,
) -> Option<&'static str> {
    let text = file.contents_utf8();
    if text.is_none() && (name.ends_with(".sql") || name.ends_with(".toml")) {
        problems.push(not_text(file.path()));
    }
    text
}

fn visible_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    (!name.starts_with('.')).then(|| name.to_owned())
}

fn not_text(path: &Path) -> FileProblem {
    FileProblem {
        message: format!("`{}` is not UTF-8", path.display()),
        place: ProblemPlace::Paths(vec![PathBuf::from(path)]),
        advice: "save it as UTF-8".to_owned(),
    }
}
