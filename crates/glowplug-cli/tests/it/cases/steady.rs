//! Takes out of a text what differs from run to run and from machine to machine.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::stage::Stage;

/// What is replaced, and by what.
static CHANGING: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (
            r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z| UTC)?",
            "<time>",
        ),
        (r"\b\d+(\.\d+)? (ms|µs|s|min)\b", "<duration>"),
        (
            r#""milliseconds": \d+(\.\d+)?"#,
            r#""milliseconds": <duration>"#,
        ),
        (r"\b(pid|process|connection) \d+", "$1 <number>"),
        (r"(MariaDB|MySQL) server version", "<server> version"),
    ]
    .map(|(pattern, new)| (Regex::new(pattern).unwrap(), new))
    .into()
});

/// Who did something, and where, in the history.
static WHO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\S+(?: as \S+)? on \S+ +(done|failed)\b").unwrap());

/// Columns are padded to the widest value, which may be a duration.
static PADDING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\S) {3,}").unwrap());

/// The text without what changes: the project's folder, the database's name, times, durations.
pub(super) fn steady(stage: &Stage, text: &str) -> String {
    let mut text = text.replace(&stage.path().display().to_string(), "<project>");
    if let Some(name) = stage.database_name() {
        text = text.replace(name, "<database>");
    }
    for (pattern, new) in CHANGING.iter() {
        text = pattern.replace_all(&text, *new).into_owned();
    }
    let padded = |found: &Captures<'_>| format!("{}  ", &found[1]);
    let text = PADDING.replace_all(&text, padded);
    WHO.replace_all(&text, "<who>  $1").into_owned()
}
