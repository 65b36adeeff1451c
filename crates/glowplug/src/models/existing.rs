//! The structs that stand in the files of a project already.

mod attributes;
mod fields;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Fields, Item};

use super::imports::Names;
use crate::declare::Source;
use crate::error::{Error, FileProblem, Location, Place, Result};
use crate::sql;

use attributes::Attributes;
pub(super) use fields::FoundField;

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// What is found in files.
#[derive(Default)]
pub(super) struct Existing {
    /// The structs that derive something of Diesel.
    pub(super) structs: Vec<FoundStruct>,
    /// Enums.
    pub(super) enums: Vec<FoundEnum>,
    /// The modules without a body, by file.
    pub(super) modules: BTreeMap<PathBuf, Vec<FoundModule>>,
    files: BTreeMap<PathBuf, (String, syn::File)>,
}

/// Where something stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) file: PathBuf,
    /// The modules of the file around it.
    pub(super) module: Vec<String>,
    /// The line, from 1.
    pub(super) line: usize,
}

/// `mod name;`.
pub(super) struct FoundModule {
    pub(super) name: String,
    /// Its first and its last line, from 1.
    pub(super) lines: (usize, usize),
}

/// A struct.
pub(super) struct FoundStruct {
    pub(super) spot: Spot,
    pub(super) name: String,
    pub(super) attributes: Attributes,
    pub(super) fields: Vec<FoundField>,
}

/// An enum.
pub(super) struct FoundEnum {
    pub(super) spot: Spot,
    pub(super) name: String,
    /// The last name of its `sql_type`s.
    pub(super) sql_types: Vec<String>,
    pub(super) variants: Vec<String>,
}

/// Reads files. One that is not in order hinders only where something may have to be added to it;
/// of the others it is told that they are passed over.
///
/// # Errors
/// [`Error::Files`] with all places that cannot be read.
pub(super) fn read(files: &[File], out: &Path) -> Result<(Existing, Vec<String>)> {
    let mut existing = Existing::default();
    let mut problems = Vec::new();
    let mut remarks = Vec::new();
    for file in files {
        let text = Source::new(&file.path, &file.text).text;
        match syn::parse_file(&text) {
            Ok(parsed) => {
                existing.look(&file.path, &[], &parsed.items);
                let kept = (file.text.clone(), parsed);
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
    FileProblem {
        message: format!("this is not what stands here in Rust: {error}"),
        place: Place::Point(Box::new(Location {
            path: path.to_owned(),
            line,
            column,
            excerpt,
        })),
        advice: "correct it as the compiler asks".to_owned(),
    }
}

impl Existing {
    fn look(&mut self, file: &Path, module: &[String], items: &[Item]) {
        for item in items {
            let spot = Spot {
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
                            spot: Spot {
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
                    spot: Spot {
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

    fn module(&mut self, spot: Spot, item: &syn::ItemMod) {
        let name = item.ident.unraw().to_string();
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

    /// The text of a file, where there is something in it.
    pub(super) fn text(&self, file: &Path) -> Option<&str> {
        let (text, _) = self.files.get(file)?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Whether a file is there.
    pub(super) fn has(&self, file: &Path) -> bool {
        self.files.contains_key(file)
    }

    /// What a file calls things; `None` where there is nothing in it.
    pub(super) fn names(&self, file: &Path) -> Option<Names> {
        self.text(file)?;
        let (_, parsed) = self.files.get(file)?;
        Some(Names::of_file(parsed))
    }

    /// Whether a file has a text as a literal.
    pub(super) fn says(&self, file: &Path, text: &str) -> bool {
        let quoted = format!("{text:?}");
        self.text(file)
            .is_some_and(|within| within.contains(&quoted))
    }
}
