use std::path::PathBuf;

use proc_macro2::Span;

use super::found::Found;
use super::model::Sources;
use super::{Declared, DeclaredTable, Mark, joins, tables, types};
use crate::error::{Error, FileProblem, Place, Result};

/// A file that declares tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// A file of this text.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Self {
            path: path.into(),
            text: without_returns(text),
        }
    }
}

/// The text without the carriage returns that end no line: Diesel prints them where a comment has
/// them, and Rust refuses them.
fn without_returns(text: &str) -> String {
    let mut next = text.chars().skip(1);
    let kept = text.chars().map(|c| match (c, next.next()) {
        ('\r', Some('\n')) => c,
        ('\r', _) => ' ',
        _ => c,
    });
    kept.collect()
}

/// Reads what files declare. What is no `table!`, no `joinable!` and no SQL type, is passed over.
///
/// # Errors
/// [`Error::Files`] with all places that cannot be read.
pub fn read(sources: Vec<Source>) -> Result<Declared> {
    let mut reader = Reader::default();
    let mut found = Found::default();
    for (file, source) in sources.iter().enumerate() {
        reader.lines.push(Lines::of(&source.text));
        match syn::parse_file(&source.text) {
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
        false => Err(Error::Files(reader.located(&declared.sources))),
    }
}

/// Each table once: saying the same twice is no mistake, saying different things is.
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

/// What reading needs to know of the files, and what was wrong in them.
#[derive(Default)]
pub(super) struct Reader {
    lines: Vec<Lines>,
    problems: Vec<(Mark, String, String)>,
}

impl Reader {
    /// Where a piece of syntax stands.
    pub(super) fn mark(&self, file: usize, span: Span) -> Mark {
        let start = self.lines[file].offset(span.start());
        let end = self.lines[file].offset(span.end());
        Mark {
            file,
            start,
            length: end.saturating_sub(start),
        }
    }

    /// Takes note of something wrong.
    pub(super) fn report(
        &mut self,
        mark: Mark,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.problems.push((mark, message.into(), advice.into()));
    }

    /// Takes note of what `syn` could not read.
    pub(super) fn malformed(&mut self, file: usize, error: &syn::Error) {
        for error in error.clone() {
            let mark = self.mark(file, error.span());
            self.report(
                mark,
                format!("this is not what stands here in Rust: {error}"),
                "correct it as the compiler asks",
            );
        }
    }

    fn located(self, sources: &Sources) -> Vec<FileProblem> {
        let mut problems = self.problems;
        problems.sort_by_key(|(mark, ..)| (mark.file, mark.start));
        problems
            .into_iter()
            .map(|(mark, message, advice)| FileProblem {
                message,
                place: Place::Point(Box::new(sources.location(mark))),
                advice,
            })
            .collect()
    }
}

/// Where the lines of a file begin.
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
