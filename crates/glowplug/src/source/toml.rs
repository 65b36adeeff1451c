//! Parses the part of TOML (<https://toml.io/en/v1.1.0>) that a `metadata.toml` needs: keys with
//! booleans and strings. Of other values only the type is determined.

mod string;

use std::ops::Range;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `true` or `false`.
    Boolean(bool),
    /// A string of any kind: quoted with `"`, `'`, `"""` or `'''`.
    String(String),
    /// Anything else, by its type.
    Other(&'static str),
}

impl Value {
    /// Returns the name of the type.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "boolean",
            Self::String(_) => "string",
            Self::Other(kind) => kind,
        }
    }
}

/// A key with its value, and their positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) value: Value,
    pub(super) value_span: Range<usize>,
}

/// The entries of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// Sorted by key.
    pub(super) entries: Vec<Entry>,
    /// Whether the file was read only up to an array or a table, which may span several lines.
    pub(super) is_cut: bool,
}

/// A syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) message: &'static str,
    pub(super) span: Range<usize>,
}

type Result<T> = std::result::Result<T, Malformed>;

/// Parses a file.
pub(super) fn read(text: &str) -> Result<Document> {
    let mut reader = Reader::new(text);
    let mut document = Document::default();
    while !document.is_cut && reader.find_line()? {
        let entry = reader.entry()?;
        document.is_cut = matches!(entry.value, Value::Other("array" | "table"));
        let mut known = document.entries.iter();
        if known.any(|known| known.key == entry.key) {
            return Err(Malformed {
                message: "duplicate key",
                span: entry.key_span,
            });
        }
        document.entries.push(entry);
    }
    document
        .entries
        .sort_by(|left, right| left.key.cmp(&right.key));
    Ok(document)
}

/// A position in a text.
struct Reader<'t> {
    text: &'t str,
    place: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let mark = '\u{feff}';
        let place = if text.starts_with(mark) {
            mark.len_utf8()
        } else {
            0
        };
        Self { text, place }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.place..]
    }

    /// Skips a text; returns true if it was there.
    fn take(&mut self, what: &str) -> bool {
        let stands = self.rest().starts_with(what);
        if stands {
            self.place += what.len();
        }
        stands
    }

    /// Skips and returns characters, as long as the condition holds.
    fn take_while(&mut self, is_meant: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !is_meant(c)).unwrap_or(rest.len());
        self.place += end;
        &rest[..end]
    }

    fn skip_blanks(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t'));
    }

    /// Returns an error at the next character.
    fn malformed(&self, message: &'static str) -> Malformed {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        Malformed {
            message,
            span: self.place..self.place + length,
        }
    }

    /// Skips empty lines and comments; returns false at the end of the file.
    fn find_line(&mut self) -> Result<bool> {
        while !self.rest().is_empty() {
            self.skip_blanks();
            if !self.rest().starts_with(['#', '\r', '\n']) {
                return Ok(!self.rest().is_empty());
            }
            self.end_line()?;
        }
        Ok(false)
    }

    /// Skips the rest of a line, which may only be a comment.
    fn end_line(&mut self) -> Result<()> {
        self.skip_blanks();
        if self.take("#") {
            self.take_while(|c| c == '\t' || !is_control(c));
        }
        match self.take("\n") || self.take("\r\n") || self.rest().is_empty() {
            true => Ok(()),
            false => Err(self.malformed("expected the end of the line")),
        }
    }

    fn entry(&mut self) -> Result<Entry> {
        let start = self.place;
        if self.take("[") {
            return Ok(self.header(start));
        }
        let key = self.key()?;
        let key_span = start..self.place;
        let is_dotted = self.skip_dots()?;
        if !self.take("=") {
            return Err(self.malformed("expected `=` after the key"));
        }
        self.skip_blanks();
        let start = self.place;
        let value = match is_dotted {
            true => Value::Other("table"),
            false => self.value()?,
        };
        let value_span = start..self.place;
        if !matches!(value, Value::Other(_)) {
            self.end_line()?;
        }
        Ok(Entry {
            key,
            key_span,
            value,
            value_span,
        })
    }

    /// Parses the header of a table, with or without an end.
    fn header(&mut self, start: usize) -> Entry {
        self.take("[");
        self.skip_blanks();
        let key = self.take_while(|c| !is_control(c) && c != ']').trim_end();
        self.take("]");
        self.take("]");
        Entry {
            key: key.to_owned(),
            key_span: start..self.place,
            value: Value::Other("table"),
            value_span: start..self.place,
        }
    }

    fn key(&mut self) -> Result<String> {
        if self.rest().starts_with(['"', '\'']) {
            return self.line_string();
        }
        let bare = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        match bare {
            "" => Err(self.malformed("expected a key")),
            bare => Ok(bare.to_owned()),
        }
    }

    /// Skips the rest of a dotted key, such as `.b` of `a.b`; returns true if there was one.
    fn skip_dots(&mut self) -> Result<bool> {
        let mut is_dotted = false;
        self.skip_blanks();
        while self.take(".") {
            is_dotted = true;
            self.skip_blanks();
            self.key()?;
            self.skip_blanks();
        }
        Ok(is_dotted)
    }

    fn value(&mut self) -> Result<Value> {
        match self.rest().chars().next() {
            Some('"' | '\'') => self.string().map(Value::String),
            Some('[') => Ok(Value::Other("array")),
            Some('{') => Ok(Value::Other("table")),
            _ => self.word(),
        }
    }

    /// Parses a value without quotes.
    fn word(&mut self) -> Result<Value> {
        let start = self.place;
        let word = self.take_while(|c| !is_control(c) && c != '#');
        let word = word.trim_end_matches([' ', '\t']);
        self.place = start + word.len();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        match word {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            "" => Err(self.malformed("expected a value")),
            "inf" | "nan" => Ok(Value::Other("float")),
            number if is_number => Ok(Value::Other(kind_of_number(number))),
            _ => Err(Malformed {
                message: "expected `true`, `false` or a string in quotes",
                span: start..self.place,
            }),
        }
    }
}

fn kind_of_number(number: &str) -> &'static str {
    if number.contains(':') || number.get(4..5) == Some("-") {
        return "datetime";
    }
    let digits = |c: char| c.is_ascii_digit() || c == '_';
    match number
        .trim_start_matches(['+', '-'])
        .trim_start_matches(digits)
    {
        "" => "integer",
        rest if rest.starts_with(['x', 'o', 'b']) => "integer",
        _ => "float",
    }
}

/// Returns true if a character is not allowed unescaped, except for tabs and line ends.
const fn is_control(c: char) -> bool {
    c.is_ascii_control()
}

#[cfg(test)]
mod tests;
