use std::io;

use glowplug::session::Shown;

use crate::error::{Error, Result};

/// Rows as CSV with a header, as RFC 4180 has it, apart from the line ends. `NULL` is an empty
/// field without quotes, an empty text one with quotes, as with PostgreSQL's `COPY`.
pub(crate) fn csv(shown: &Shown) -> Result<String> {
    let failed = |error: io::Error| Error::Output(error);
    let mut text = String::new();
    text.push_str(&line(shown.columns.iter().map(|name| Some(name.as_str()))).map_err(failed)?);
    for row in &shown.rows {
        text.push_str(&line(row.iter().map(Option::as_deref)).map_err(failed)?);
    }
    // The caller ends the last line.
    text.pop();
    Ok(text)
}

fn line<'a>(fields: impl Iterator<Item = Option<&'a str>>) -> io::Result<String> {
    let fields: Vec<String> = fields.map(field).collect::<io::Result<_>>()?;
    Ok(format!("{}\n", fields.join(",")))
}

/// One field, quoted where it must be.
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
        let shown = Shown {
            columns: vec!["a".to_owned(), "b,c".to_owned()],
            rows: vec![
                vec![None, text("")],
                vec![text("say \"hi\""), text("two\nlines\n")],
            ],
            affected: None,
        };
        assert_eq!(
            csv(&shown).unwrap(),
            "a,\"b,c\"\n,\"\"\n\"say \"\"hi\"\"\",\"two\nlines\n\""
        );
    }
}
