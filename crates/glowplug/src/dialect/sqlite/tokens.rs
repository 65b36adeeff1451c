//! The tokens of SQLite's SQL, as far as they are needed to find the parts of a definition and to
//! compare two of them. After <https://www.sqlite.org/lang_keywords.html> and
//! <https://www.sqlite.org/lang_comment.html>.

/// A piece of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Where it starts, in bytes.
    pub(super) start: usize,
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword or an unquoted name.
    Word,
    /// A name in quotes, backticks or brackets.
    Quoted,
    /// A string or a blob.
    Literal,
    /// A number without a sign.
    Number,
    /// An operator, a bracket or a comma.
    Sign,
    /// A comment.
    Comment,
}

impl Token<'_> {
    /// Whether this is an unquoted word, in whatever case.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether this is a word or a name in quotes.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted)
    }

    /// The name without its quotes. SQLite takes a string for a name where one must stand.
    pub(super) fn name(&self) -> String {
        if !matches!(self.kind, Kind::Quoted | Kind::Literal) {
            return self.text.to_owned();
        }
        let mut inner = self.text.chars();
        let first = inner.next();
        inner.next_back();
        match first {
            Some('[') => inner.as_str().to_owned(),
            Some(quote) => inner
                .as_str()
                .replace(&format!("{quote}{quote}"), &quote.to_string()),
            None => String::new(),
        }
    }
}

/// The tokens of a text, without its blanks.
pub(super) fn tokens(sql: &str) -> impl Iterator<Item = Token<'_>> + Clone {
    let mut start = 0;
    std::iter::from_fn(move || {
        start += sql[start..].len() - sql[start..].trim_start().len();
        let rest = &sql[start..];
        let (kind, length) = measure(rest)?;
        let token = Token {
            kind,
            text: &rest[..length],
            start,
        };
        start += length;
        Some(token)
    })
}

/// The kind and the length of the token at the start.
fn measure(rest: &str) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    Some(match first {
        '-' if rest.starts_with("--") => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => {
            let end = rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
            (Kind::Comment, end)
        }
        '\'' => (Kind::Literal, quoted(rest, '\'')),
        'x' | 'X' if rest[1..].starts_with('\'') => (Kind::Literal, 1 + quoted(&rest[1..], '\'')),
        '"' | '`' => (Kind::Quoted, quoted(rest, first)),
        '[' => (
            Kind::Quoted,
            rest.find(']').map_or(rest.len(), |end| end + 1),
        ),
        _ if starts_number(rest) => (Kind::Number, number(rest)),
        _ if continues_word(first) => {
            let end = rest.find(|sign| !continues_word(sign));
            (Kind::Word, end.unwrap_or(rest.len()))
        }
        _ => {
            let operator = OPERATORS
                .iter()
                .find(|operator| rest.starts_with(**operator));
            (
                Kind::Sign,
                operator.map_or(first.len_utf8(), |operator| operator.len()),
            )
        }
    })
}

/// Operators of several signs, the longest first.
const OPERATORS: &[&str] = &["->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>"];

fn starts_number(rest: &str) -> bool {
    let mut signs = rest.bytes();
    match signs.next() {
        Some(b'.') => signs.next().is_some_and(|sign| sign.is_ascii_digit()),
        first => first.is_some_and(|sign| sign.is_ascii_digit()),
    }
}

/// The length of a number: `1`, `1_000`, `.5`, `0x1F`, `1.5e-3`.
fn number(rest: &str) -> usize {
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    let mut last = ' ';
    let end = rest.find(|sign: char| {
        let exponent = !hexadecimal && matches!(last, 'e' | 'E') && matches!(sign, '+' | '-');
        let part = exponent || sign == '.' || continues_word(sign);
        last = sign;
        !part
    });
    end.unwrap_or(rest.len())
}

fn continues_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || sign == '$' || !sign.is_ascii()
}

/// The length of a quoted token; a doubled quote does not end it.
fn quoted(rest: &str, quote: char) -> usize {
    let mut signs = rest.char_indices().skip(1).peekable();
    while let Some((index, sign)) = signs.next() {
        if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return index + 1;
        }
    }
    rest.len()
}
