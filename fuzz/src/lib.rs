//! What must hold for any bytes. The fuzz targets, the short run on stable Rust and the property
//! tests of the engine all call these.

use std::io::BufReader;

use glowplug::Database;
use glowplug::sql::{
    Piece, PieceKind, Point, SplitError, Statement, analyze, excerpt, pieces, statements,
};

/// Splits bytes in every way, and compares.
///
/// # Panics
/// When something does not hold.
pub fn check_split(database: Database, bytes: &[u8]) {
    let (whole, error) = gather(database, bytes, usize::MAX);
    check_pieces(&whole, bytes, error.is_none());
    for capacity in [1, 7] {
        let (pieces, same) = gather(database, bytes, capacity);
        assert_eq!((&pieces, &same), (&whole, &error));
    }
    check_statements(database, bytes, &whole, error.is_some());
}

/// Asks for all that is known of a script and of each of its statements.
///
/// # Panics
/// When something does not hold.
pub fn check_words(database: Database, bytes: &[u8]) {
    let mut count = 0;
    for statement in statements(database, bytes).map_while(Result::ok) {
        count += 1;
        let words = statement.words(usize::MAX);
        assert!(words.len() <= statement.text.len());
        assert_eq!(statement.words(2), words[..words.len().min(2)]);
    }
    if let Ok(analysis) = analyze(database, bytes) {
        assert_eq!(analysis.statements, count);
        assert!(!analysis.has_own_transaction || analysis.controls.is_empty());
        assert!(!analysis.rebuilds || database == Database::Sqlite);
    }
    let offset = bytes.first().map_or(0, |byte| u64::from(*byte));
    let (line, column, excerpt) = excerpt(bytes, offset, 3).expect("bytes can be read");
    assert!(line >= excerpt.first_line && column >= 1);
    assert!(excerpt.text.get(excerpt.marked).is_some());
}

/// The pieces of a script that is read through a buffer of a size, and its error.
fn gather(database: Database, bytes: &[u8], capacity: usize) -> (Vec<Piece>, Option<String>) {
    let capacity = capacity.min(bytes.len().max(1));
    let mut found = Vec::new();
    for piece in pieces(database, BufReader::with_capacity(capacity, bytes)) {
        match piece {
            Ok(piece) => found.push(piece),
            Err(error) => return (found, Some(described(&error))),
        }
    }
    (found, None)
}

fn described(error: &SplitError) -> String {
    match error {
        SplitError::Problem(problem) => format!("{problem:?}"),
        SplitError::Read(error) => panic!("bytes can be read: {error}"),
    }
}

/// Put together, the pieces are the script, and each one knows its place.
fn check_pieces(pieces: &[Piece], bytes: &[u8], whole: bool) {
    let mut text = String::new();
    for piece in pieces {
        assert!(!piece.text.is_empty());
        assert_eq!(piece.point, point(&text, piece.text.len()));
        text.push_str(&piece.text);
    }
    assert!(bytes.starts_with(text.as_bytes()));
    assert!(!whole || bytes.len() == text.len());
}

/// The place behind `before`, counted in the plainest way.
fn point(before: &str, length: usize) -> Point {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mark = before.starts_with('\u{feff}') && line.len() == before.len();
    Point {
        offset: before.len() as u64,
        line: before.matches('\n').count() as u64 + 1,
        column: line.chars().count() as u64 + 1 - u64::from(mark),
        length,
    }
}

fn check_statements(database: Database, bytes: &[u8], pieces: &[Piece], broken: bool) {
    let mut kept = pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Statement);
    let mut refused = false;
    for result in statements(database, bytes) {
        let Ok(statement) = result else {
            refused = true;
            break;
        };
        let piece = kept.next().expect("each statement is a piece");
        assert_eq!(
            (&statement.text, statement.point),
            (&piece.text, piece.point)
        );
        check_alone(&statement);
    }
    assert!(refused || kept.next().is_none());
    assert!(refused || !broken);
}

/// By itself, a statement is split into itself. In MySQL `--` at the end is a comment, and
/// delimiters change what a statement is; a mark in the middle of a script is none.
fn check_alone(statement: &Statement) {
    if statement.database == Database::Mysql || statement.text.starts_with('\u{feff}') {
        return;
    }
    let alone: Vec<String> = statements(statement.database, statement.text.as_bytes())
        .map(|result| result.expect("it was split before").text)
        .collect();
    assert_eq!(alone, [statement.text.as_str()]);
}
