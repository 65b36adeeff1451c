//! Normalizes SQL: keywords in upper case, quotes only where they are needed, single spaces, no
//! comments. Texts that differ only in these become equal, and the result is readable enough for a
//! migration.

use std::collections::HashSet;

use super::quote::{self, is_reserved, is_soft};
use super::tokens::{Kind, Token};

/// The names that a text in double quotes can refer to, in lower case. SQLite takes any other such
/// text for a string.
pub(super) type Names = HashSet<String>;

/// The role of a token in its position.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Start,
    Keyword,
    /// A keyword that is a value or ends one: `NULL`, `END`.
    Value,
    Name,
    /// A name or keyword directly before the parentheses of its arguments.
    Call,
    Literal,
    Operator,
    /// A unary operator.
    Unary,
    Open,
    Close,
    Comma,
    Dot,
    Semicolon,
}

/// Formats tokens.
pub(super) fn written(tokens: &[Token<'_>], names: &Names) -> String {
    let mut text = String::new();
    let mut before = Role::Start;
    let code: Vec<&Token<'_>> = tokens
        .iter()
        .filter(|token| token.kind != Kind::Comment)
        .collect();
    for (index, token) in code.iter().enumerate() {
        let place = Place {
            before,
            last: index.checked_sub(1).map(|last| code[last]),
            next: code.get(index + 1).copied(),
        };
        let role = place.role(token);
        if parted(before, role) {
            text.push(' ');
        }
        text.push_str(&place.text(token, role, names));
        before = role;
    }
    text
}

/// The context of a token.
struct Place<'t, 'a> {
    before: Role,
    last: Option<&'t Token<'a>>,
    next: Option<&'t Token<'a>>,
}

impl Place<'_, '_> {
    fn role(&self, token: &Token<'_>) -> Role {
        match token.kind {
            Kind::Word if self.is_keyword(token.text) => self.keyword(token.text),
            Kind::Word | Kind::Quoted if self.is_call() => Role::Call,
            Kind::Word | Kind::Quoted => Role::Name,
            Kind::Literal | Kind::Number | Kind::Comment => Role::Literal,
            Kind::Sign => match token.text {
                "(" => Role::Open,
                ")" => Role::Close,
                "," => Role::Comma,
                "." => Role::Dot,
                ";" => Role::Semicolon,
                "-" | "+" | "~" if !self.behind_operand() => Role::Unary,
                _ => Role::Operator,
            },
        }
    }

    /// Returns true if the previous token ends a value.
    fn behind_operand(&self) -> bool {
        matches!(
            self.before,
            Role::Name | Role::Literal | Role::Close | Role::Value
        )
    }

    fn follows(&self, words: &[&str]) -> bool {
        self.last
            .is_some_and(|last| words.iter().any(|word| last.is_word(word)))
    }

    fn precedes(&self, sign: &str) -> bool {
        self.next.is_some_and(|next| next.text == sign)
    }

    fn is_call(&self) -> bool {
        const TABLES: &[&str] = &[
            "INTO",
            "REFERENCES",
            "ON",
            "WITH",
            "RECURSIVE",
            "TABLE",
            "AS",
        ];
        self.precedes("(") && !self.follows(TABLES) && !self.behind_operand()
    }

    fn is_keyword(&self, word: &str) -> bool {
        if self.before == Role::Dot || self.precedes(".") {
            return false;
        }
        let behind = ["FIRST", "LAST"].contains(&word.to_ascii_uppercase().as_str())
            && self.follows(&["NULLS"]);
        is_reserved(word)
            || behind
            || (is_soft(word) && self.is_soft_keyword(&word.to_ascii_uppercase()))
    }

    /// Returns true if a word that may be a name is a keyword here.
    fn is_soft_keyword(&self, word: &str) -> bool {
        match word {
            "TRUE" | "FALSE" => !self.precedes("("),
            "CAST" | "RAISE" => self.precedes("("),
            "BY" => self.follows(&["GROUP", "ORDER", "PARTITION"]),
            "WITH" => matches!(
                self.before,
                Role::Start | Role::Open | Role::Semicolon | Role::Keyword
            ),
            "RECURSIVE" => self.follows(&["WITH"]),
            "REPLACE" => {
                self.follows(&["OR"]) || self.next.is_some_and(|next| next.is_word("INTO"))
            }
            "IGNORE" | "ABORT" | "FAIL" | "ROLLBACK" => {
                self.follows(&["OR"]) || self.before == Role::Open
            }
            "NULLS" => self.behind_operand() || self.follows(&["ASC", "DESC"]),
            "CONFLICT" => self.follows(&["ON"]),
            "MATERIALIZED" => self.follows(&["AS", "NOT"]),
            "DO" => self.behind_operand() || self.follows(&["CONFLICT"]),
            "PARTITION" => self.before == Role::Open,
            "LIKE" | "GLOB" | "REGEXP" | "MATCH" => self.behind_operand() || self.follows(&["NOT"]),
            "END" => self.behind_operand() || self.before == Role::Semicolon,
            "ROWS" | "RANGE" | "GROUPS" | "UNBOUNDED" | "PRECEDING" | "FOLLOWING" | "CURRENT"
            | "EXCLUDE" | "TIES" | "OTHERS" => {
                self.behind_operand() || self.before == Role::Keyword
            }
            _ => self.behind_operand(),
        }
    }

    fn keyword(&self, word: &str) -> Role {
        const VALUES: &[&str] = &[
            "NULL",
            "TRUE",
            "FALSE",
            "END",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "ISNULL",
            "NOTNULL",
        ];
        if is_call_keyword(word) {
            Role::Call
        } else if VALUES.iter().any(|value| word.eq_ignore_ascii_case(value)) {
            Role::Value
        } else {
            Role::Keyword
        }
    }

    fn text(&self, token: &Token<'_>, role: Role, names: &Names) -> String {
        match (role, token.kind) {
            (Role::Keyword | Role::Value, _) => token.text.to_ascii_uppercase(),
            (Role::Call, Kind::Word) if is_call_keyword(token.text) => {
                token.text.to_ascii_uppercase()
            }
            (Role::Call, Kind::Word) => token.text.to_ascii_lowercase(),
            (Role::Name | Role::Call, Kind::Quoted) if self.may_be_string(token, names) => {
                quote::quote(&token.name())
            }
            (Role::Name, Kind::Word) if self.is_row(token) => token.text.to_ascii_lowercase(),
            (Role::Name | Role::Call, _) => quote::name(&token.name()),
            (_, Kind::Number) => token.text.to_ascii_lowercase(),
            _ => match token.text {
                "==" => "=".to_owned(),
                "!=" => "<>".to_owned(),
                text if token.kind == Kind::Literal && !text.starts_with('\'') => {
                    text.to_ascii_uppercase()
                }
                text => text.to_owned(),
            },
        }
    }

    /// Returns true if this is `NEW` or `OLD`, the row of a trigger.
    fn is_row(&self, token: &Token<'_>) -> bool {
        self.precedes(".") && (token.is_word("NEW") || token.is_word("OLD"))
    }

    /// Returns true if a text in double quotes may be a string, in a position that also allows a
    /// name.
    fn may_be_string(&self, token: &Token<'_>, names: &Names) -> bool {
        const BEFORE_NAMES: &[&str] = &["AS", "FROM", "JOIN", "INTO", "UPDATE", "REFERENCES"];
        token.text.starts_with('"')
            && self.before != Role::Dot
            && !self.precedes(".")
            && !self.follows(BEFORE_NAMES)
            && !names.contains(&token.name().to_lowercase())
    }
}

/// Returns true if a keyword is written like a function.
fn is_call_keyword(word: &str) -> bool {
    word.eq_ignore_ascii_case("CAST") || word.eq_ignore_ascii_case("RAISE")
}

/// Returns true if there is a space between two tokens.
fn parted(before: Role, role: Role) -> bool {
    let tight_before = matches!(before, Role::Start | Role::Open | Role::Dot | Role::Unary);
    let tight = matches!(
        role,
        Role::Close | Role::Comma | Role::Dot | Role::Semicolon
    );
    let call = before == Role::Call && role == Role::Open;
    !(tight_before || tight || call)
}

/// Strips parentheses around the whole.
pub(super) fn unwrapped<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [open, inner @ .., close] = tokens
        && open.text == "("
        && close.text == ")"
        && is_balanced(inner)
    {
        tokens = inner;
    }
    tokens
}

/// Returns true if all parentheses are balanced.
fn is_balanced(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    for token in tokens {
        match token.text {
            "(" => depth += 1,
            ")" if depth == 0 => return false,
            ")" => depth -= 1,
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::sqlite::tokens::tokens;

    fn of(sql: &str) -> String {
        let read: Vec<_> = tokens(sql).collect();
        let names = ["a", "b c", "order"].map(str::to_owned).into();
        let once = written(&read, &names);
        let again: Vec<_> = tokens(&once).collect();
        assert_eq!(written(&again, &names), once, "written again");
        once
    }

    #[test]
    fn texts_of_one_meaning_become_one() {
        for (sql, expected) in [
            (
                "a>-1  and Length( \"a\" )<=.5e-3",
                "a > -1 AND length(a) <= .5e-3",
            ),
            (
                "[a] in(1,2) /* x */ or `b c` is not null",
                "a IN (1, 2) OR \"b c\" IS NOT NULL",
            ),
            ("\"text\" = a", "\"text\" = a"),
            (
                "case when a==1 then 'It''s' end",
                "CASE WHEN a = 1 THEN 'It''s' END",
            ),
            ("cast(a as real)||x'ab'", "CAST(a AS real) || X'AB'"),
            (
                "a collate NoCase like 'x' escape '\\'",
                "a COLLATE NoCase LIKE 'x' ESCAPE '\\'",
            ),
            (
                "select new.\"desc\", \"order\" from \"T\" t order by 1 desc",
                "SELECT new.\"desc\", \"order\" FROM T t ORDER BY 1 DESC",
            ),
            ("insert into t(a) values(1)", "INSERT INTO t (a) VALUES (1)"),
            ("select raise(ABORT,'no')", "SELECT RAISE(ABORT, 'no')"),
            ("replace(a, 'x', 1 - -2)", "replace(a, 'x', 1 - -2)"),
            ("count(*) * 2 not like ~a", "count(*) * 2 NOT LIKE ~a"),
            ("order by a desc nulls last", "ORDER BY a DESC NULLS LAST"),
            ("a->>'$.x' isnull", "a ->> '$.x' ISNULL"),
        ] {
            assert_eq!(of(sql), expected);
        }
    }

    #[test]
    fn brackets_around_the_whole_are_left_out() {
        let sql = "((a) + (1))";
        let tokens: Vec<_> = tokens(sql).collect();
        assert_eq!(written(unwrapped(&tokens), &Names::new()), "(a) + (1)");
    }
}
