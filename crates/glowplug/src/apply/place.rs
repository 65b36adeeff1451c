//! From a point in a script to a location that people can look at.

use crate::error::{Excerpt, Location, Place};
use crate::source::Script;
use crate::sql::{self, Point};

/// The location of a point.
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

/// The place of a problem.
pub(super) fn point(script: &Script, point: Point) -> Place {
    Place::Point(Box::new(locate(script, point)))
}
