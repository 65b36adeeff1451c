//! Reads declarations from files, and reports everything in them that is invalid.

use std::path::PathBuf;

use glowplug::error::{Error, FileProblem, ProblemPlace, Result};
use proc_macro2::Span;

use super::declarations::Declarations;
use super::model::Sources;
use super::{Declared, DeclaredTable, Mark, joins, tables, types};
use crate::rust::{explained, is_too_deep, parse_file, with_room};

/// A file that declares tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path of the file.
    pub path: PathBuf,
    /// The content of the file.
    pub text: String,
}

impl Source {
    /// Creates a source; a byte order mark is removed.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Self {
            path: path.into(),
            text: without_returns(text),
        }
    }
}

/// Replaces the carriage returns that do not end a line by spaces: Diesel prints them if a comment
/// contains them, but Rust rejects them.
fn without_returns(text: &str) -> String {
    let mut next = text.chars().skip(1);
    let kept = text.chars().map(|c| match (c, next.next()) {
        ('\r', Some('\n')) => c,
        ('\r', _) => ' ',
        _ => c,
    });
    kept.collect()
}

/// Reads the declarations in files. Everything except `table!`, `joinable!` and SQL types is
/// ignored.
///
/// # Errors
/// [`Error::Files`] with all places that cannot be parsed; [`Error::TooDeep`].
pub fn read(sources: Vec<Source>) -> Result<Declared> {
    let texts: Vec<String> = sources.iter().map(|source| source.text.clone()).collect();
    let place = sources.first().map(|source| source.path.clone());
    with_room(texts.iter().map(String::as_str), || read_all(sources)).map_err(|source| {
        Error::Io {
            action: "read",
            path: place.unwrap_or_default(),
            source,
        }
    })?
}

fn read_all(sources: Vec<Source>) -> Result<Declared> {
    let mut reader = Reader::default();
    let mut found = Declarations::default();
    for (file, source) in sources.iter().enumerate() {
        reader.lines.push(Lines::of(&source.text));
        match parse_file(&source.text) {
            Ok(parsed) => found.look(file, &[], &parsed.items, &mut reader),
            Err(error) => reader.malformed(file, &error),
        }
    }
    let types = types::read(&found, &mut reader);
    let named = tables::read(&found, &types, &mut reader);
    let joins = joins::read(&found, &named, &reader);
    let tables = once(named.into_iter().map(|named| named.table), &mut reader);
    let declared = Declared {
        tables,
        joins,
        types,
        is_old: found.is_old,
        sources: Sources(sources),
    };
    match reader.problems.is_empty() {
        true => Ok(declared),
        false if reader.is_too_deep => Err(Error::TooDeep(reader.located(&declared.sources))),
        false => Err(Error::Files(reader.located(&declared.sources))),
    }
}

/// Removes duplicate tables. Declaring a table twice in the same way is allowed; declaring it
/// differently is an error.
fn once(tables: impl Iterator<Item = DeclaredTable>, reader: &mut Reader) -> Vec<DeclaredTable> {
    let mut kept: Vec<DeclaredTable> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for table in tables {
        match places.get(&table.name) {
            None => {
                places.insert(table.name.clone(), kept.len());
                kept.push(table);
            }
            Some(place) if kept[*place] == table => {}
            Some(_) => reader.report(
                table.mark,
                format!("`{}` is declared twice", table.name),
                "leave out one of the two, or name the file that counts in `diesel.toml`",
            ),
        }
    }
    kept
}

/// Line offsets of the files, and the problems found in them.
#[derive(Default)]
pub(super) struct Reader {
    lines: Vec<Lines>,
    problems: Vec<(Mark, String, String)>,
    is_too_deep: bool,
}

impl Reader {
    /// Returns the location of a span.
    pub(super) fn mark(&self, file: usize, span: Span) -> Mark {
        let start = self.lines[file].offset(span.start());
        let end = self.lines[file].offset(span.end());
        Mark {
            file,
            start,
            length: end.saturating_sub(start),
        }
    }

    /// Records a problem.
    pub(super) fn report(
        &mut self,
        mark: Mark,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems.push((mark, message.into(), advice.into()));
    }

    /// Records an error of `syn`.
    pub(super) fn malformed(&mut self, file: usize, error: &syn::Error) {
        for error in error.clone() {
            let mark = self.mark(file, error.span());
            self.is_too_deep |= is_too_deep(&error);
            let (message, advice) = explained(&error);
            self.report(mark, message, advice);
        }
    }

    fn located(self, sources: &Sources) -> Vec<FileProblem> {
        let mut problems = self.problems;
        problems.sort_by_key(|(mark, ..)| (mark.file, mark.start));
        problems
            .into_iter()
            .map(|(mark, message, advice)| FileProblem {
                message,
                place: ProblemPlace::Point(Box::new(sources.location(mark))),
                advice,
            })
            .collect()
    }
}

/// The text of a file, and the offsets at which its lines begin.
struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        Self {
            text: text.to_owned(),
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    fn offset(&self, at: proc_macro2::LineColumn) -> usize {
        let start = self.starts.get(at.line.saturating_sub(1)).copied();
        let start = start.unwrap_or(self.text.len());
        let rest = &self.text[start..];
        let column = rest.char_indices().nth(at.column);
        start + column.map_or(rest.len(), |(offset, _)| offset)
    }
}
