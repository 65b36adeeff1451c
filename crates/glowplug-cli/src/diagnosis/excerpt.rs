//! The lines of a file around an error.

use std::env;
use std::path::Path;

use glowplug::error::Location;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::text::{is_directional, visible_line};

/// Lines from the middle of a file, with their numbers.
#[derive(Debug)]
pub(crate) struct Numbered {
    name: String,
    text: String,
    /// Lines before the first one.
    lines_before: usize,
    marked: SourceSpan,
}

impl Numbered {
    /// Returns the lines around a location, if there are any.
    pub(crate) fn of(location: &Location) -> Option<Self> {
        let excerpt = &location.excerpt;
        if excerpt.text.is_empty() {
            return None;
        }
        // Replaced byte by byte, so that the marked position stays the same.
        let text: String = excerpt.text.chars().map(visible).collect();
        let start = excerpt.marked.start.min(text.len());
        let end = excerpt.marked.end.clamp(start, text.len());
        Some(Self {
            name: visible_line(&shown(&location.path).display().to_string()),
            text,
            lines_before: usize::try_from(excerpt.first_line)
                .unwrap_or(usize::MAX)
                .saturating_sub(1),
            marked: (start, end - start).into(),
        })
    }

    /// Returns the marked position.
    pub(crate) fn label(&self) -> LabeledSpan {
        LabeledSpan::new_primary_with_span(Some("here".to_owned()), self.marked)
    }
}

impl SourceCode for Numbered {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self
            .text
            .as_str()
            .read_span(span, context_lines_before, context_lines_after)?;
        let (data, span, column, count) =
            (read.data(), *read.span(), read.column(), read.line_count());
        let line = read.line().saturating_add(self.lines_before);
        let name = self.name.clone();
        Ok(Box::new(MietteSpanContents::new_named(
            name, data, span, line, column, count,
        )))
    }
}

/// Returns the path relative to the current folder, if it is below it.
fn shown(path: &Path) -> &Path {
    env::current_dir()
        .ok()
        .and_then(|folder| path.strip_prefix(folder).ok())
        .unwrap_or(path)
}

/// Replaces a character that would control the terminal by one of the same length.
fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        _ if c.is_ascii_control() => '?',
        // The replacements have the same length: two bytes, or three.
        _ if c.is_control() || (is_directional(c) && c.len_utf8() == 2) => '·',
        _ if is_directional(c) => '⇄',
        _ => c,
    }
}
