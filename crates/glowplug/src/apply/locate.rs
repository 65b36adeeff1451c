//! Converts a position in a script into a location that can be displayed.

use crate::error::{Excerpt, Location, ProblemPlace};
use crate::source::Script;
use crate::sql::{self, Point};

/// Returns the location of a point, with an excerpt of the script.
pub(super) fn locate(script: &Script, point: Point) -> Location {
    let read = script
        .open()
        .ok()
        .and_then(|reader| sql::excerpt(reader, point.offset, point.length).ok());
    let (line, column, excerpt) =
        read.unwrap_or_else(|| (point.line, point.column, Excerpt::default()));
    Location {
        path: script.path().to_owned(),
        line,
        column,
        excerpt,
    }
}

/// Returns the place of a problem.
pub(super) fn point(script: &Script, point: Point) -> ProblemPlace {
    ProblemPlace::Point(Box::new(locate(script, point)))
}
