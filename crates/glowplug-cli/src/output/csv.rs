//! Formats rows as CSV.

use std::io;

use glowplug::session::TextRows;

use crate::error::{Error, Result};

/// Formats rows as CSV with a header, as in RFC 4180 except for the line endings. `NULL` is an
/// empty field without quotes, an empty text one with quotes, as in PostgreSQL's `COPY`.
///
/// A text that a spreadsheet would read as a formula gets a leading apostrophe, unless the cells
/// are wanted unchanged; returns the number of such texts too.
pub(crate) fn csv(shown: &TextRows, cells: Cells) -> Result<(String, usize)> {
    let failed = |error: io::Error| Error::Output(error);
    let mut text = String::new();
    let mut formulas = 0;
    let names = shown.columns.iter().map(|name| Some(name.as_str()));
    let mut guarded = |value: &str| {
        let guards = cells == Cells::Guarded && is_formula(value);
        formulas += usize::from(guards);
        if guards {
            format!("'{value}")
        } else {
            value.to_owned()
        }
    };
    let rows = shown
        .rows
        .iter()
        .map(|row| row.iter().map(Option::as_deref).collect());
    for row in std::iter::once(names.collect()).chain(rows) {
        let row: Vec<Option<&str>> = row;
        let row: Vec<Option<String>> = row.into_iter().map(|cell| cell.map(&mut guarded)).collect();
        text.push_str(&line(row.iter().map(Option::as_deref)).map_err(failed)?);
    }
    // The caller adds the last newline.
    text.pop();
    Ok((text, formulas))
}

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cells {
    /// Unchanged.
    Raw,
    /// Escaped, so that a spreadsheet runs none of them.
    Guarded,
}

/// Returns true if a spreadsheet would run a cell
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). A number may begin with a sign.
fn is_formula(value: &str) -> bool {
    value.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]) && !value.parse::<f64>().is_ok_and(f64::is_finite)
}

fn line<'a>(fields: impl Iterator<Item = Option<&'a str>>) -> io::Result<String> {
    let fields: Vec<String> = fields.map(field).collect::<io::Result<_>>()?;
    Ok(format!("{}\n", fields.join(",")))
}

/// Formats one field, quoted if necessary.
fn field(value: Option<&str>) -> io::Result<String> {
    let Some(value) = value else {
        return Ok(String::new());
    };
    let style = match value {
        "" => ::csv::QuoteStyle::Always,
        _ => ::csv::QuoteStyle::Necessary,
    };
    let mut writer = ::csv::WriterBuilder::new()
        .quote_style(style)
        .from_writer(Vec::new());
    writer.write_record([value])?;
    let bytes = writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    Ok(text.trim_end_matches('\n').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_and_empty_texts_differ_and_quotes_double() {
        let text = |text: &str| Some(text.to_owned());
        let shown = TextRows {
            columns: vec!["a".to_owned(), "b,c".to_owned()],
            rows: vec![
                vec![None, text("")],
                vec![text("say \"hi\""), text("two\nlines\n")],
            ],
            affected: None,
        };
        assert_eq!(
            csv(&shown, Cells::Guarded).unwrap().0,
            "a,\"b,c\"\n,\"\"\n\"say \"\"hi\"\"\",\"two\nlines\n\""
        );
    }

    #[test]
    fn a_spreadsheet_runs_no_cell_and_numbers_stay() {
        let cells = [
            "=1+1", "+cmd", "-x", "@a", "\ta", "-1.5", "+2e3", "a=b", "-", "\"=a",
        ];
        let shown = TextRows {
            columns: vec!["=name".to_owned()],
            rows: cells.map(|cell| vec![Some(cell.to_owned())]).to_vec(),
            affected: None,
        };
        let (text, formulas) = csv(&shown, Cells::Guarded).unwrap();
        let guarded = "'=name\n'=1+1\n'+cmd\n'-x\n'@a\n'\ta\n-1.5\n+2e3\na=b\n'-\n\"\"\"=a\"";
        assert_eq!((text.as_str(), formulas), (guarded, 7));
        let (raw, formulas) = csv(&shown, Cells::Raw).unwrap();
        assert_eq!((raw.contains('\''), formulas), (false, 0));
    }
}
