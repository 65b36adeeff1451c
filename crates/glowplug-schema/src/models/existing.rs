//! Finds the structs and enums that exist in the files of a project.

mod attributes;
mod fields;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use glowplug::error::{Error, FileProblem, Location, ProblemPlace, Result};
use glowplug::sql;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Fields, Item};

use attributes::Attributes;

use super::imports::Names;
use super::paths;
use crate::declare::Source;
use crate::rust::{explained, parse_file, with_room};
pub(super) use fields::FoundField;

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path of the file.
    pub path: PathBuf,
    /// The content of the file.
    pub text: String,
}

/// What was found in the files.
#[derive(Default)]
pub(super) struct Existing {
    /// The structs that derive a trait of Diesel.
    pub(super) structs: Vec<FoundStruct>,
    /// The enums.
    pub(super) enums: Vec<FoundEnum>,
    /// The modules without a body, by file.
    pub(super) modules: BTreeMap<PathBuf, Vec<FoundModule>>,
    /// The modules of files that are declared with `#[path]`.
    pub(super) paths: BTreeMap<PathBuf, Vec<String>>,
    files: BTreeMap<PathBuf, (String, Names)>,
}

/// A location in a file.
#[derive(Clone, Debug)]
pub(super) struct SourcePosition {
    pub(super) file: PathBuf,
    /// The modules of the file around it.
    pub(super) module: Vec<String>,
    /// The line, from 1.
    pub(super) line: usize,
}

/// A module declaration: `mod name;`.
pub(super) struct FoundModule {
    pub(super) name: String,
    /// Its first and last line, from 1.
    pub(super) lines: (usize, usize),
}

/// A struct.
pub(super) struct FoundStruct {
    pub(super) spot: SourcePosition,
    pub(super) name: String,
    pub(super) attributes: Attributes,
    pub(super) fields: Vec<FoundField>,
}

/// An enum.
pub(super) struct FoundEnum {
    pub(super) spot: SourcePosition,
    pub(super) name: String,
    /// The last names of its `sql_type`s.
    pub(super) sql_types: Vec<String>,
    pub(super) variants: Vec<String>,
}

/// Reads files. A file that cannot be parsed is an error only if something may have to be added to
/// it; otherwise it is skipped with a remark.
///
/// # Errors
/// [`Error::Files`] with all places that cannot be parsed.
pub(super) fn read(files: &[File], out: &Path) -> Result<(Existing, Vec<String>)> {
    let texts = files.iter().map(|file| file.text.as_str());
    with_room(texts, || read_all(files, out)).map_err(|source| Error::Io {
        action: "read",
        path: out.to_owned(),
        source,
    })?
}

fn read_all(files: &[File], out: &Path) -> Result<(Existing, Vec<String>)> {
    let mut existing = Existing::default();
    let mut problems = Vec::new();
    let mut remarks = Vec::new();
    for file in files {
        let text = Source::new(&file.path, &file.text).text;
        match parse_file(&text) {
            Ok(parsed) => {
                existing.look(&file.path, &[], &parsed.items);
                let kept = (file.text.clone(), Names::of_file(&parsed));
                existing.files.insert(file.path.clone(), kept);
            }
            Err(error) if file.path.starts_with(out) || file.path == out.with_extension("rs") => {
                problems.push(problem(&file.path, &text, &error));
            }
            Err(error) => remarks.push(format!(
                "`{}` is passed over, because it is not in order: {error}",
                file.path.display()
            )),
        }
    }
    match problems.is_empty() {
        true => Ok((existing, remarks)),
        false => Err(Error::Files(problems)),
    }
}

fn problem(path: &Path, text: &str, error: &syn::Error) -> FileProblem {
    let at = error.span().start();
    let before = text.split_inclusive('\n').take(at.line.saturating_sub(1));
    let offset = before.map(str::len).sum::<usize>() + at.column;
    let (line, column, excerpt) = sql::excerpt(text.as_bytes(), offset.min(text.len()) as u64, 1)
        .expect("memory can be read");
    let (message, advice) = explained(error);
    FileProblem {
        message,
        place: ProblemPlace::Point(Box::new(Location {
            path: path.to_owned(),
            line,
            column,
            excerpt,
        })),
        advice: advice.to_owned(),
    }
}

/// Returns the value of `#[path = "…"]`.
fn path_of(item: &syn::ItemMod) -> Option<String> {
    let mut attributes = item.attrs.iter();
    let attribute = attributes.find(|attribute| attribute.path().is_ident("path"))?;
    match &attribute.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

impl Existing {
    fn look(&mut self, file: &Path, module: &[String], items: &[Item]) {
        for item in items {
            let spot = SourcePosition {
                file: file.to_owned(),
                module: module.to_vec(),
                line: item.span().start().line,
            };
            match item {
                Item::Struct(item) => {
                    let attributes = Attributes::of(&item.attrs);
                    if let Fields::Named(fields) = &item.fields
                        && attributes.is_of_diesel()
                    {
                        self.structs.push(FoundStruct {
                            spot: SourcePosition {
                                line: item.ident.span().start().line,
                                ..spot
                            },
                            name: item.ident.unraw().to_string(),
                            attributes,
                            fields: fields.named.iter().map(FoundField::of).collect(),
                        });
                    }
                }
                Item::Enum(item) => self.enums.push(FoundEnum {
                    spot: SourcePosition {
                        line: item.ident.span().start().line,
                        ..spot
                    },
                    name: item.ident.unraw().to_string(),
                    sql_types: Attributes::of(&item.attrs).sql_types,
                    variants: item
                        .variants
                        .iter()
                        .map(|variant| variant.ident.unraw().to_string())
                        .collect(),
                }),
                Item::Mod(item) => self.module(spot, item),
                _ => {}
            }
        }
    }

    fn module(&mut self, spot: SourcePosition, item: &syn::ItemMod) {
        let name = item.ident.unraw().to_string();
        if let Some(named) = path_of(item) {
            let folder = spot.file.parent().unwrap_or(Path::new(""));
            let around = paths::module(&spot.file);
            let module = [around.as_slice(), &spot.module, &[item.ident.to_string()]].concat();
            self.paths.insert(folder.join(named), module);
        }
        match &item.content {
            Some((_, items)) => {
                let module = [spot.module.as_slice(), &[name]].concat();
                self.look(&spot.file, &module, items);
            }
            None if spot.module.is_empty() => {
                let modules = self.modules.entry(spot.file).or_default();
                let lines = (item.span().start().line, item.span().end().line);
                modules.push(FoundModule { name, lines });
            }
            None => {}
        }
    }

    /// Returns the text of a file; `None` if it is empty.
    pub(super) fn text(&self, file: &Path) -> Option<&str> {
        let (text, _) = self.files.get(file)?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Returns true if a file exists.
    pub(super) fn has(&self, file: &Path) -> bool {
        self.files.contains_key(file)
    }

    /// Returns the names in a file; `None` if it is empty.
    pub(super) fn names(&self, file: &Path) -> Option<Names> {
        self.text(file)?;
        let (_, names) = self.files.get(file)?;
        Some(names.clone())
    }

    /// Returns true if a file contains a text as a string literal.
    pub(super) fn says(&self, file: &Path, text: &str) -> bool {
        let quoted = format!("{text:?}");
        self.text(file)
            .is_some_and(|within| within.contains(&quoted))
    }
}
