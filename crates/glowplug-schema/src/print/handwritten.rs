//! Finds the text of a `schema.rs` that was written by hand: everything except declarations of
//! tables that is in none of the texts that `print-schema` prints.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::rust::{parse_file, with_room};

/// Macros whose list may be shorter than the printed one: the printed list has the same effect.
const LISTS: &[&str] = &[
    "allow_tables_to_appear_in_same_query!",
    "allow_columns_to_appear_in_same_group_by_clause!",
];

/// Returns the first line of each part of a file that was written by hand: comments, attributes,
/// imports and items that are in none of the printed texts. Columns and keys of `table!` are not
/// compared. Doc comments of tables are compared only if `docs` is true.
pub fn handwritten(existing: &str, printed: &[&str], docs: bool) -> Vec<String> {
    let all = printed.iter().copied().chain([existing]);
    let found = with_room(all, || compared(existing, printed, docs));
    found.unwrap_or_else(|_| first_line(existing))
}

fn compared(existing: &str, printed: &[&str], docs: bool) -> Vec<String> {
    let Some(found) = Parts::of(existing, docs) else {
        return first_line(existing);
    };
    let known: Vec<Part> = printed
        .iter()
        .filter_map(|text| Parts::of(text, docs))
        .flat_map(|parts| parts.found)
        .collect();
    let keys: HashSet<&str> = known.iter().map(|part| part.key.as_str()).collect();
    let is_own = |part: &Part| {
        keys.contains(part.key.as_str())
            || part.key.starts_with("//@generated")
            || part.list().is_some_and(|(name, list)| {
                let mut lists = known.iter().filter_map(Part::list);
                lists.any(|(other, longer)| other == name && list.is_subset(&longer))
            })
    };
    let parts = found.found.iter().filter(|part| !is_own(part));
    parts.map(|part| part.shown.clone()).collect()
}

/// Returns the first line of a text that is not empty.
fn first_line(text: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty());
    line.map(str::to_owned).into_iter().collect()
}

/// A part of a file.
struct Part {
    /// Its text without spaces, trailing commas and the path of the crate.
    key: String,
    /// Its first line.
    shown: String,
}

impl Part {
    /// Returns the macro and the names of a list.
    fn list(&self) -> Option<(&'static str, HashSet<&str>)> {
        let name = LISTS.iter().find(|name| self.key.starts_with(**name))?;
        let names = self.key[name.len()..].trim_matches(['(', ')', '{', '}', '[', ']']);
        Some((name, names.split(',').collect()))
    }
}

/// Where tokens are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    File,
    Types,
    Table,
}

/// The parts of a file.
struct Parts<'t> {
    text: &'t str,
    docs: bool,
    found: Vec<Part>,
}

impl<'t> Parts<'t> {
    /// Returns the parts of a text; `None` if it is not Rust.
    fn of(text: &'t str, docs: bool) -> Option<Self> {
        parse_file(text).ok()?;
        let tokens: TokenStream = text.parse().ok()?;
        let found = Vec::new();
        let mut parts = Self { text, docs, found };
        let mut end = 0;
        parts.comments(&tokens, &mut end);
        parts.comment(end, text.len());
        parts.read(tokens, Place::File);
        Some(parts)
    }

    /// Adds what is between tokens.
    fn comments(&mut self, tokens: &TokenStream, end: &mut usize) {
        for token in tokens.clone() {
            let spans = match &token {
                TokenTree::Group(group) if group.span_open().byte_range().len() == 1 => {
                    let open = group.span_open().byte_range();
                    self.comment(*end, open.start);
                    *end = open.end.max(*end);
                    self.comments(&group.stream(), end);
                    group.span_close().byte_range()
                }
                other => other.span().byte_range(),
            };
            self.comment(*end, spans.start);
            *end = spans.end.max(*end);
        }
    }

    fn comment(&mut self, start: usize, end: usize) {
        let between = self.text.get(start..end).unwrap_or_default();
        for line in between.lines().map(str::trim) {
            if !line.is_empty() {
                self.found.push(Part {
                    key: line.split_whitespace().collect(),
                    shown: line.to_owned(),
                });
            }
        }
    }

    fn read(&mut self, tokens: TokenStream, place: Place) {
        let mut tokens = tokens.into_iter().peekable();
        let mut item = Vec::new();
        while let Some(token) = tokens.next() {
            match &token {
                TokenTree::Punct(mark) if mark.as_char() == '#' && item.is_empty() => {
                    let mut attribute = vec![token];
                    attribute.extend(tokens.next_if(|next| is_mark(Some(next), '!')));
                    attribute.extend(tokens.next());
                    self.attribute(attribute, place);
                    continue;
                }
                TokenTree::Group(group) if place == Place::Table => {
                    self.read(group.stream(), place);
                    item.clear();
                    continue;
                }
                TokenTree::Punct(mark)
                    if place == Place::Table && ",>".contains(mark.as_char()) =>
                {
                    item.clear();
                    continue;
                }
                _ => {}
            }
            let is_end = match &token {
                TokenTree::Punct(mark) => mark.as_char() == ';',
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                _ => false,
            };
            let is_import = item.iter().chain([&token]).any(|token| is(token, "use"));
            item.push(token);
            if is_end && (!is_import || is_mark(item.last(), ';')) {
                self.item(std::mem::take(&mut item), place);
            }
        }
        if place != Place::Table {
            self.item(item, place);
        }
    }

    fn attribute(&mut self, tokens: Vec<TokenTree>, place: Place) {
        let key = key(&tokens);
        let is_compared = match place {
            Place::File => true,
            Place::Types => false,
            Place::Table => self.docs || !key.starts_with("#[doc="),
        };
        if is_compared {
            self.add(key, &tokens);
        }
    }

    fn item(&mut self, tokens: Vec<TokenTree>, place: Place) {
        let key = key(&tokens);
        if key.is_empty() || key == "usediesel::sql_types::*" {
            return;
        }
        let group = tokens.iter().find_map(|token| match token {
            TokenTree::Group(group) if !is_visibility(group) => Some(group.stream()),
            _ => None,
        });
        match group {
            Some(inner) if key.starts_with("table!") => self.read(inner, Place::Table),
            Some(inner) if tokens.iter().any(|token| is(token, "mod")) => {
                let heading = key.split('{').next().unwrap_or_default().to_owned();
                let place = match heading.ends_with("sql_types") {
                    true => Place::Types,
                    false => place,
                };
                self.add(heading, &tokens);
                self.read(inner, place);
            }
            _ => self.add(key, &tokens),
        }
    }

    fn add(&mut self, key: String, tokens: &[TokenTree]) {
        let start = tokens.first().map(|token| token.span().byte_range().start);
        let rest = self.text.get(start.unwrap_or_default()..);
        let shown = rest.unwrap_or_default().lines().next().unwrap_or_default();
        let shown = shown.trim().to_owned();
        self.found.push(Part { key, shown });
    }
}

fn is(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

fn is_mark(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == wanted)
}

/// Returns true for the parentheses of `pub(crate)`.
fn is_visibility(group: &Group) -> bool {
    let inner = group.stream().to_string();
    group.delimiter() == Delimiter::Parenthesis && ["crate", "super"].contains(&inner.as_str())
}

/// Returns tokens as a text without spaces, trailing commas and the path of the crate.
fn key(tokens: &[TokenTree]) -> String {
    let mut key = String::new();
    write_key(tokens.iter().cloned(), &mut key);
    let key = key.trim_end_matches(';');
    let key = key.strip_prefix("::").unwrap_or(key);
    key.strip_prefix("diesel::").unwrap_or(key).to_owned()
}

fn write_key(tokens: impl Iterator<Item = TokenTree>, key: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                key.push_str(open);
                write_key(group.stream().into_iter(), key);
                key.truncate(key.trim_end_matches(',').len());
                key.push_str(close);
            }
            other => key.push_str(&other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::handwritten;

    const PRINTED: &str = "// @generated automatically by Diesel CLI.\n\n\
        pub mod sql_types {\n    #[derive(Clone)]\n    pub struct Mood;\n}\n\n\
        diesel::table! {\n    use diesel::sql_types::*;\n    use super::sql_types::Mood;\n\n    \
        a (id) {\n        #[max_length = 5]\n        id -> Nullable<Varchar>,\n    }\n}\n\n\
        diesel::joinable!(b -> a (a));\n\n\
        diesel::allow_tables_to_appear_in_same_query!(a, b, c,);\n";

    #[test]
    fn what_is_printed_in_other_words_is_not_handwritten() {
        let none = [""; 0];
        assert_eq!(handwritten(PRINTED, &[PRINTED], true), none);
        assert_eq!(
            handwritten(PRINTED, &[&PRINTED.replace("    ", "")], true),
            none
        );
        let other = "table! { a (id) { id -> Integer, n -> Text, } }\n\
            joinable!(b -> a(a));\nallow_tables_to_appear_in_same_query!(b, a);\n";
        assert_eq!(handwritten(other, &["", PRINTED], true), none);
        assert_eq!(handwritten("", &[PRINTED], true), none);
    }

    #[test]
    fn every_part_written_by_hand_is_found() {
        for text in [
            "pub fn helper() {}",
            "// by hand",
            "/* by hand */",
            "pub type Id = i32;",
            "diesel::joinable!(c -> a (a));",
            "diesel::alias!(a as a2: A2);",
            "diesel::view! { v (id) { id -> Integer, } }",
            "#[cfg(test)]",
            "#![allow(unused)]",
            "use std::{fmt, io};",
            "diesel::allow_tables_to_appear_in_same_query!(a, d);",
            "half (",
        ] {
            let file = format!("{text}\n{PRINTED}");
            assert_eq!(handwritten(&file, &[PRINTED], true)[0], text);
        }
        let inside = PRINTED.replace(
            "        id ->",
            "        // mine\n        #[x]\n        id ->",
        );
        assert_eq!(handwritten(&inside, &[PRINTED], true), ["// mine", "#[x]"]);
        let docs = PRINTED.replace("    a (id)", "    /// Mine.\n    a (id)");
        assert_eq!(handwritten(&docs, &[PRINTED], true), ["/// Mine."]);
        assert_eq!(handwritten(&docs, &[PRINTED], false), [""; 0]);
    }
}
