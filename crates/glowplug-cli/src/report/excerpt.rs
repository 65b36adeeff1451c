use std::env;
use std::path::Path;

use glowplug::error::Location;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Some lines from the middle of a file, which know their numbers.
#[derive(Debug)]
pub(crate) struct Numbered {
    name: String,
    text: String,
    /// Lines before the first one.
    lines_before: usize,
    marked: SourceSpan,
}

impl Numbered {
    /// The lines around a place, `None` when there are none.
    pub(crate) fn of(location: &Location) -> Option<Self> {
        let excerpt = &location.excerpt;
        if excerpt.text.is_empty() {
            return None;
        }
        // One byte of text for one byte of text: the marked place must stay where it is.
        let text: String = excerpt.text.chars().map(visible).collect();
        let start = excerpt.marked.start.min(text.len());
        let end = excerpt.marked.end.clamp(start, text.len());
        Some(Self {
            name: shown(&location.path).display().to_string(),
            text,
            lines_before: usize::try_from(excerpt.first_line)
                .unwrap_or(usize::MAX)
                .saturating_sub(1),
            marked: (start, end - start).into(),
        })
    }

    /// The marked place.
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

/// The path as seen from the current folder, where it is below it.
fn shown(path: &Path) -> &Path {
    env::current_dir()
        .ok()
        .and_then(|folder| path.strip_prefix(folder).ok())
        .unwrap_or(path)
}

/// A file must not steer the terminal.
fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        _ if c.is_ascii_control() => ' ',
        // Two bytes stay two bytes.
        _ if c.is_control() => '·',
        _ => c,
    }
}
