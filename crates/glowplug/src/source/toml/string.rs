//! Parses strings: basic ones with escapes and literal ones, on a single line or on several.

use super::{Malformed, Reader, Result, is_control};

impl Reader<'_> {
    /// Parses a string of any kind.
    pub(super) fn string(&mut self) -> Result<String> {
        if self.take("\"\"\"") {
            self.skip_line_end();
            self.text("\"\"\"", true)
        } else if self.take("'''") {
            self.skip_line_end();
            self.text("'''", false)
        } else {
            self.line_string()
        }
    }

    /// Parses a string on a single line.
    pub(super) fn line_string(&mut self) -> Result<String> {
        match self.take("\"") {
            true => self.text("\"", true),
            false => {
                self.take("'");
                self.text("'", false)
            }
        }
    }

    fn skip_line_end(&mut self) -> bool {
        self.take("\n") || self.take("\r\n")
    }

    /// Parses the rest of a string, up to these quotes.
    fn text(&mut self, quotes: &str, has_escapes: bool) -> Result<String> {
        let is_long = quotes.len() == 3;
        let mut text = String::new();
        loop {
            let start = self.place;
            if self.take(quotes) {
                // The last three quotes may follow one or two that belong to the string.
                let quote = &quotes[..1];
                while is_long && self.place - start < 5 && self.take(quote) {
                    text.push_str(quote);
                }
                return Ok(text);
            }
            if is_long && self.skip_line_end() {
                text.push_str(&self.text[start..self.place]);
                continue;
            }
            match self.rest().chars().next() {
                None => return Err(self.malformed("unterminated string")),
                Some('\\') if has_escapes => self.escape(&mut text, is_long)?,
                Some(c) if c != '\t' && is_control(c) => {
                    return Err(self.malformed("control character in a string"));
                }
                Some(c) => {
                    text.push(c);
                    self.place += c.len_utf8();
                }
            }
        }
    }

    /// Parses an escape sequence and appends the character.
    fn escape(&mut self, text: &mut String, is_long: bool) -> Result<()> {
        const PLAIN: [(&str, char); 8] = [
            ("b", '\u{8}'),
            ("t", '\t'),
            ("n", '\n'),
            ("f", '\u{c}'),
            ("r", '\r'),
            ("e", '\u{1b}'),
            ("\"", '"'),
            ("\\", '\\'),
        ];
        let start = self.place;
        self.take("\\");
        if let Some((_, meant)) = PLAIN.iter().find(|(sign, _)| self.take(sign)) {
            text.push(*meant);
            return Ok(());
        }
        for (sign, digits) in [("x", 2), ("u", 4), ("U", 8)] {
            if self.take(sign) {
                text.push(self.code(start, digits)?);
                return Ok(());
            }
        }
        if is_long && self.skip_to_next_line() {
            return Ok(());
        }
        Err(self.unknown(start))
    }

    /// Parses hexadecimal digits as a character.
    fn code(&mut self, start: usize, digits: usize) -> Result<char> {
        let code = self.rest().get(..digits);
        let code = code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        let meant = code.and_then(char::from_u32);
        let meant = meant.ok_or_else(|| self.unknown(start))?;
        self.place += digits;
        Ok(meant)
    }

    /// Skips whitespace and line ends after a backslash at the end of a line.
    fn skip_to_next_line(&mut self) -> bool {
        let start = self.place;
        self.skip_blanks();
        if !self.skip_line_end() {
            self.place = start;
            return false;
        }
        loop {
            self.skip_blanks();
            if !self.skip_line_end() {
                return true;
            }
        }
    }

    fn unknown(&self, start: usize) -> Malformed {
        Malformed {
            message: "unknown escape",
            span: start..start + 1,
        }
    }
}
