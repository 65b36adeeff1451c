//! Splits SQLite's SQL into tokens, as far as is needed to find the parts of a definition and to
//! compare definitions. See <https://www.sqlite.org/lang_keywords.html> and
//! <https://www.sqlite.org/lang_comment.html>.

/// A token of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its text, with its quotes.
    pub text: &'a str,
    /// The position of its first byte.
    pub start: usize,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A keyword or an unquoted name.
    Word,
    /// An identifier in quotes, backticks or square brackets.
    Quoted,
    /// A string or a blob.
    Literal,
    /// A number without a sign.
    Number,
    /// An operator, a parenthesis or a comma.
    Sign,
    /// A comment.
    Comment,
}

impl Token<'_> {
    /// Returns true if this is an unquoted word, in any case.
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Returns true if this is a word or a quoted identifier.
    pub fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted)
    }

    /// Returns the name without its quotes. SQLite accepts a string where a name is required.
    pub fn name(&self) -> String {
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

/// Returns the tokens of a text, without whitespace.
pub fn tokens(sql: &str) -> impl Iterator<Item = Token<'_>> + Clone {
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

/// Returns true if a statement contains comments.
pub fn has_comments(sql: &str) -> bool {
    tokens(sql).any(|token| token.kind == Kind::Comment)
}

/// Returns the kind and the length of the first token.
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

/// Operators of several characters, the longest first.
const OPERATORS: &[&str] = &["->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>"];

fn starts_number(rest: &str) -> bool {
    let mut signs = rest.bytes();
    match signs.next() {
        Some(b'.') => signs.next().is_some_and(|sign| sign.is_ascii_digit()),
        first => first.is_some_and(|sign| sign.is_ascii_digit()),
    }
}

/// Returns the length of a number: `1`, `1_000`, `.5`, `0x1F`, `1.5e-3`.
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

/// Returns the length of a quoted token; a doubled quote does not end it.
fn quoted(rest: &str, quote: char) -> usize {
    let mut signs = rest.char_indices().skip(1).peekable();
    while let Some((index, sign)) = signs.next() {
        if sign == quote && signs.next_if(|(_, next)| *next == quote).is_none() {
            return index + 1;
        }
    }
    rest.len()
}
