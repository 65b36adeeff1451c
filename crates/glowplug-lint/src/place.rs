//! Places in scripts.

use serde::Serialize;

use crate::action::Span;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The places at which the lines of a text start.
#[derive(Debug, Default)]
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(place, _)| place + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// Returns where a part of the text starts and ends, and the line on which it starts.
    pub(crate) fn locate(&self, text: &str, span: Span) -> (Position, Position, String) {
        let start = boundary(text, span.start);
        let end = boundary(text, span.end).max(start);
        let from = self.start_of(start).1;
        let line = text[from..].split('\n').next().unwrap_or_default();
        let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        (
            self.position(text, start),
            self.position(text, end),
            line.to_owned(),
        )
    }

    /// Returns the number of the line in which a place is, from 1, and where it starts.
    fn start_of(&self, place: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= place);
        (line, self.0.get(line.wrapping_sub(1)).copied().unwrap_or(0))
    }

    fn position(&self, text: &str, place: usize) -> Position {
        let (line, start) = self.start_of(place);
        let before = text[start..place].trim_start_matches('\u{feff}');
        Position {
            line,
            column: before.chars().count() + 1,
        }
    }
}

/// Returns the place of a byte, or of the character that it is in.
fn boundary(text: &str, place: usize) -> usize {
    let mut place = place.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}
