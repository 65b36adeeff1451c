//! Reads what a comment allows.

use super::foreign;
use crate::rules::by_id;

/// A comment that allows something.
pub(super) struct Comment {
    pub(super) reach: Reach,
    /// Its rules; `None` is every rule.
    pub(super) rules: Option<Vec<&'static str>>,
    pub(super) reason: String,
    pub(super) wrong: Vec<Wrong>,
    pub(super) is_foreign: bool,
}

/// How far a comment reaches.
pub(super) enum Reach {
    Next,
    File,
    Start,
    End,
}

/// What is wrong with a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// A rule that does not exist.
    Unknown(String),
    /// It gives no reason.
    NoReason,
    /// It cannot be understood.
    Malformed,
}

/// Returns what a comment allows, if it is for a linter.
pub(super) fn comment(text: &str) -> Option<Comment> {
    let text = content(text);
    if let Some(rest) = text.strip_prefix("glowplug:") {
        return Some(ours(rest.trim()));
    }
    foreign::comment(text)
}

/// Returns a comment without its marks.
fn content(text: &str) -> &str {
    let text = text.strip_prefix("/*").unwrap_or(text);
    let text = text.strip_suffix("*/").unwrap_or(text);
    text.trim_start_matches(['-', '#', '*', ' ', '\t']).trim()
}

fn ours(text: &str) -> Comment {
    let mut comment = Comment {
        reach: Reach::Next,
        rules: Some(Vec::new()),
        reason: String::new(),
        wrong: Vec::new(),
        is_foreign: false,
    };
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match word {
        "allow" => {}
        "allow-file" => comment.reach = Reach::File,
        _ => {
            comment.wrong.push(Wrong::Malformed);
            return comment;
        }
    }
    let (names, reason) = match rest.split_once("because") {
        Some((names, reason)) => (names, reason.trim().trim_matches(['"', '“', '”']).trim()),
        None => (rest, ""),
    };
    let mut ids = Vec::new();
    for name in names
        .split([',', ' ', '\t'])
        .filter(|name| !name.is_empty())
    {
        match by_id(name) {
            Some(rule) => ids.push(rule.id),
            None => comment.wrong.push(Wrong::Unknown(name.to_owned())),
        }
    }
    if ids.is_empty() && comment.wrong.is_empty() {
        comment.wrong.push(Wrong::Malformed);
    } else if reason.is_empty() {
        comment.wrong.push(Wrong::NoReason);
        ids.clear();
    }
    reason.clone_into(&mut comment.reason);
    comment.rules = Some(ids);
    comment
}
