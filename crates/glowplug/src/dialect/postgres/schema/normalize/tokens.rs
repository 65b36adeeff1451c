//! Tokenizes an expression into a tree that follows its parentheses.

/// A token, or a group of tokens in parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A keyword, an unquoted identifier, or a number.
    Word(&'t str),
    /// A quoted identifier.
    Name(&'t str),
    /// A string literal.
    Literal(&'t str),
    /// White space.
    Space(&'t str),
    /// Any other character.
    Other(&'t str),
    /// The contents of parentheses or brackets, with the opening character.
    Group(char, Vec<Token<'t>>),
}

impl Token<'_> {
    pub(super) const fn is_space(&self) -> bool {
        matches!(self, Token::Space(_))
    }

    /// Writes the token as it was read.
    pub(super) fn write(&self, text: &mut String) {
        match self {
            Token::Word(part)
            | Token::Name(part)
            | Token::Literal(part)
            | Token::Space(part)
            | Token::Other(part) => text.push_str(part),
            Token::Group(open, inner) => {
                text.push(*open);
                inner.iter().for_each(|token| token.write(text));
                text.push(if *open == '(' { ')' } else { ']' });
            }
        }
    }
}

/// Tokenizes a text; returns `None` if its parentheses do not match.
pub(super) fn trees(text: &str) -> Option<Vec<Token<'_>>> {
    let mut open: Vec<(char, Vec<Token<'_>>)> = Vec::new();
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match first {
            '(' | '[' => {
                open.push((first, std::mem::take(&mut tokens)));
                rest = &rest[1..];
            }
            ')' | ']' => {
                let (opened, outer) = open.pop()?;
                if (opened == '(') != (first == ')') {
                    return None;
                }
                let inner = std::mem::replace(&mut tokens, outer);
                tokens.push(Token::Group(opened, inner));
                rest = &rest[1..];
            }
            _ => {
                let (token, length) = token(rest, first)?;
                tokens.push(token);
                rest = &rest[length..];
            }
        }
    }
    open.is_empty().then_some(tokens)
}

/// Returns the token at the start of a text, and its length.
fn token(text: &str, first: char) -> Option<(Token<'_>, usize)> {
    let while_ = |fits: fn(char) -> bool| text.find(|c| !fits(c)).unwrap_or(text.len());
    Some(match first {
        '\'' => literal(text, quoted(text, 0, '\'')?),
        '"' => {
            let length = quoted(text, 0, '"')?;
            (Token::Name(&text[..length]), length)
        }
        // `E'…'`, in which a backslash escapes the next character.
        'E' if text[1..].starts_with('\'') => literal(text, escaped(text)?),
        '$' => literal(text, dollar(text)?),
        _ if first.is_whitespace() => {
            let length = while_(char::is_whitespace);
            (Token::Space(&text[..length]), length)
        }
        _ if is_word(first) => {
            let length = while_(is_word);
            (Token::Word(&text[..length]), length)
        }
        _ => (Token::Other(&text[..first.len_utf8()]), first.len_utf8()),
    })
}

fn literal(text: &str, length: usize) -> (Token<'_>, usize) {
    (Token::Literal(&text[..length]), length)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Returns the length of a quoted text, in which a doubled quote stands for one.
fn quoted(text: &str, start: usize, quote: char) -> Option<usize> {
    let mut end = start + 1;
    loop {
        end += text[end..].find(quote)? + 1;
        if !text[end..].starts_with(quote) {
            return Some(end);
        }
        end += 1;
    }
}

fn escaped(text: &str) -> Option<usize> {
    let mut characters = text.char_indices().skip(2).peekable();
    while let Some((place, c)) = characters.next() {
        match c {
            '\\' => {
                characters.next();
            }
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
            }
            '\'' => return Some(place + 1),
            _ => {}
        }
    }
    None
}

/// Returns the length of a dollar-quoted string (`$$…$$`, `$tag$…$tag$`), or of a parameter such as
/// `$1`.
fn dollar(text: &str) -> Option<usize> {
    let tag = text[1..].find('$').map(|end| &text[..end + 2]);
    let tag = tag.filter(|tag| {
        let name = &tag[1..tag.len() - 1];
        name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit())
    });
    let Some(tag) = tag else {
        return Some(
            text[1..]
                .find(|c| !is_word(c))
                .map_or(text.len(), |end| end + 1),
        );
    };
    let end = text[tag.len()..].find(tag)?;
    Some(tag.len() + end + tag.len())
}
