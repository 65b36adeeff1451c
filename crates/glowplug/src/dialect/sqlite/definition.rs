//! The parts of a `CREATE TABLE`. SQLite keeps the text, and tells of checks, collations,
//! generated columns and deferrable keys nowhere else.

use super::tokens::{Kind, Token, tokens};

/// A `CREATE TABLE`, taken apart.
pub(super) struct Definition<'a> {
    sql: &'a str,
    /// Columns and constraints.
    parts: Vec<Vec<Token<'a>>>,
    /// `STRICT`, `WITHOUT ROWID`.
    pub(super) options: Vec<String>,
}

/// A column or a constraint.
pub(super) enum Part {
    /// A column with all that is said of it.
    Column { name: String, text: String },
    /// A constraint of the table.
    Constraint(String),
}

impl<'a> Definition<'a> {
    /// Takes the text apart at the commas of its outer brackets.
    pub(super) fn read(sql: &'a str) -> Self {
        let mut definition = Self {
            sql,
            parts: Vec::new(),
            options: Vec::new(),
        };
        let mut depth = 0_usize;
        let mut current = Vec::new();
        for token in tokens(sql).filter(|token| token.kind != Kind::Comment) {
            match (token.text, depth) {
                ("(", 0) => current.clear(),
                (")", 1) => definition.parts.push(std::mem::take(&mut current)),
                (",", 1) => definition.parts.push(std::mem::take(&mut current)),
                (",", 0) => definition.option(&std::mem::take(&mut current)),
                _ => current.push(token),
            }
            match token.text {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        definition.option(&current);
        definition.options.sort();
        definition
    }

    fn option(&mut self, tokens: &[Token<'_>]) {
        if !tokens.is_empty() {
            self.options.push(normal(tokens));
        }
    }

    /// The columns and constraints in one way of writing.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().filter_map(|tokens| {
            let (first, rest) = tokens.split_first()?;
            let constraint = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
                .iter()
                .any(|word| first.is_word(word));
            Some(if constraint {
                Part::Constraint(normal(tokens))
            } else {
                Part::Column {
                    name: first.name(),
                    text: normal(rest),
                }
            })
        })
    }

    /// The check constraints as they were written, with their names.
    pub(super) fn checks(&self) -> Vec<String> {
        let mut checks = Vec::new();
        for tokens in &self.parts {
            for (index, _) in outer(tokens).filter(|(_, token)| token.is_word("CHECK")) {
                let named = index
                    .checked_sub(2)
                    .filter(|start| tokens[*start].is_word("CONSTRAINT"));
                let end = closing(tokens, index + 1);
                checks.push(self.text(&tokens[named.unwrap_or(index)..=end]));
            }
        }
        checks
    }

    /// The expression of a generated column, in its brackets.
    pub(super) fn generated(&self, column: &str) -> Option<String> {
        let tokens = self.parts.iter().find(|tokens| {
            tokens
                .first()
                .is_some_and(|first| first.name().eq_ignore_ascii_case(column))
        })?;
        let (index, _) = outer(tokens).find(|(_, token)| token.is_word("AS"))?;
        let end = closing(tokens, index + 1);
        Some(self.text(&tokens[(index + 1).min(end)..=end]))
    }

    fn text(&self, tokens: &[Token<'_>]) -> String {
        let (first, last) = (&tokens[0], &tokens[tokens.len() - 1]);
        self.sql[first.start..last.start + last.text.len()].to_owned()
    }
}

/// The tokens that stand in no brackets, with their places.
fn outer<'t, 'a>(tokens: &'t [Token<'a>]) -> impl Iterator<Item = (usize, &'t Token<'a>)> {
    let mut depth = 0_usize;
    tokens.iter().enumerate().filter(move |(_, token)| {
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// The place of the bracket that closes the one at `open`.
fn closing(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" => depth += 1,
            ")" if depth <= 1 => return index,
            ")" => depth -= 1,
            _ => {}
        }
    }
    tokens.len() - 1
}

/// SQL in one way of writing: without comments and quotes around names, in lower case, which is
/// all the same to SQLite, and with the same blanks. `ALTER TABLE` quotes where people do not.
pub(super) fn normal_text(sql: &str) -> String {
    let tokens: Vec<_> = tokens(sql)
        .filter(|token| token.kind != Kind::Comment)
        .collect();
    normal(&tokens)
}

fn normal(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && parted(&tokens[index - 1], token) {
            text.push(' ');
        }
        match token.kind {
            Kind::Word | Kind::Quoted => text.push_str(&token.name().to_lowercase()),
            _ => text.push_str(token.text),
        }
    }
    text
}

/// Whether a blank stands between two tokens.
fn parted(left: &Token<'_>, right: &Token<'_>) -> bool {
    let closed = matches!(left.text, "(" | ".") || matches!(right.text, ")" | "," | ".");
    let operators =
        |token: &Token<'_>| token.kind == Kind::Sign && !matches!(token.text, "(" | ")" | ",");
    let one_operator =
        operators(left) && operators(right) && left.start + left.text.len() == right.start;
    !closed && !one_operator
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "CREATE TABLE t (a integer PRIMARY KEY -- it, (is)\n, \
        \"b,(\" text DEFAULT 'x)' CONSTRAINT short CHECK (length(\"b,(\") <= 3), \
        c AS (a * 2) STORED, CHECK ((a>0) OR a IN (1, 2)), UNIQUE (a, c)) STRICT, WITHOUT  rowid";

    #[test]
    fn commas_and_brackets_in_strings_names_and_comments_part_nothing() {
        let definition = Definition::read(TABLE);
        let parts: Vec<String> = definition
            .parts()
            .map(|part| match part {
                Part::Column { name, text } => format!("{name}: {text}"),
                Part::Constraint(text) => text,
            })
            .collect();
        assert_eq!(
            parts,
            [
                "a: integer primary key",
                "b,(: text default 'x)' constraint short check (length (b,() <= 3)",
                "c: as (a * 2) stored",
                "check ((a > 0) or a in (1, 2))",
                "unique (a, c)",
            ]
        );
        assert_eq!(definition.options, ["strict", "without rowid"]);
    }

    #[test]
    fn checks_and_generated_columns_are_found() {
        let definition = Definition::read(TABLE);
        let checks = definition.checks();
        assert_eq!(
            checks,
            [
                "CONSTRAINT short CHECK (length(\"b,(\") <= 3)",
                "CHECK ((a>0) OR a IN (1, 2))"
            ]
        );
        assert_eq!(definition.generated("C").as_deref(), Some("(a * 2)"));
        assert_eq!(definition.generated("a"), None);
    }

    #[test]
    fn what_alter_table_writes_is_the_same() {
        assert_eq!(
            normal_text("CREATE INDEX i ON \"users\"(\"Name\" DESC) WHERE a<=1 /* x */"),
            normal_text("create index I\non users ( name desc ) where a <= 1"),
        );
        assert_ne!(normal_text("SELECT 'a'"), normal_text("SELECT 'A'"));
    }
}
