//! Reads `metadata.toml`, and reports everything that is wrong with it.

use std::ops::Range;
use std::path::Path;

use super::Script;
use super::disk::unreadable;
use super::toml::{self, Entry, Malformed, Value};
use crate::error::{FileProblem, Location, ProblemPlace};
use crate::model::{is_like, nearest};
use crate::sql;

/// The content of a `metadata.toml`.
pub(super) struct Metadata {
    pub(super) run_in_transaction: bool,
    pub(super) description: Option<String>,
    pub(super) irreversible: Option<String>,
    pub(super) problems: Vec<FileProblem>,
}

const TRANSACTION: &str = "run_in_transaction";
const DESCRIPTION: &str = "description";
const IRREVERSIBLE: &str = "irreversible";

/// Without the file, a migration runs in a transaction.
impl Default for Metadata {
    fn default() -> Self {
        Self {
            run_in_transaction: true,
            description: None,
            irreversible: None,
            problems: Vec::new(),
        }
    }
}

/// Reads a `metadata.toml`, strictly: Diesel silently treats an empty file and a misspelt key as
/// *no transaction*, and invalid TOML as *in a transaction*.
pub(super) fn read(script: &Script) -> Metadata {
    let mut metadata = Metadata::default();
    match script.read() {
        Ok(text) => metadata.parse(script.path(), &text),
        Err(error) => metadata.problems.push(unreadable(script.path(), &error)),
    }
    metadata
}

impl Metadata {
    fn parse(&mut self, path: &Path, text: &str) {
        let file = File { path, text };
        let document = match toml::read(text) {
            Ok(document) => document,
            Err(malformed) => return self.problems.push(file.malformed(malformed)),
        };
        let mut said = document.is_cut;
        for entry in document.entries {
            match entry.key.as_str() {
                TRANSACTION => {
                    said = true;
                    match entry.value {
                        Value::Boolean(inside) => self.run_in_transaction = inside,
                        _ => self.problems.push(file.no_bool(&entry)),
                    }
                }
                key @ (DESCRIPTION | IRREVERSIBLE) => match entry.value {
                    Value::String(text) if key == DESCRIPTION => self.description = Some(text),
                    Value::String(text) => self.irreversible = Some(text.trim().to_owned()),
                    _ => self.problems.push(file.no_string(&entry)),
                },
                unknown => {
                    let meant = meant(unknown);
                    said |= meant == Some(TRANSACTION);
                    self.problems
                        .push(file.unknown(unknown, entry.key_span, meant));
                }
            }
        }
        if !said {
            self.problems.push(file.silent());
        }
        self.description.take_if(|text| text.trim().is_empty());
    }
}

/// Returns the key that a misspelt one stands for.
fn meant(unknown: &str) -> Option<&'static str> {
    let unknown = unknown.to_lowercase().replace('-', "_");
    let key = nearest(&unknown, [TRANSACTION, DESCRIPTION, IRREVERSIBLE]);
    key.filter(|key| is_like(&unknown, key))
}

/// The file, for messages.
struct File<'f> {
    path: &'f Path,
    text: &'f str,
}

impl File<'_> {
    fn malformed(&self, malformed: Malformed) -> FileProblem {
        self.problem(
            format!("invalid TOML: {}", malformed.message),
            malformed.span,
            format!(
                "write `{TRANSACTION} = true` or `{TRANSACTION} = false`; Diesel takes the file \
                 as it is for `true`"
            ),
        )
    }

    fn no_bool(&self, entry: &Entry) -> FileProblem {
        let plain = match &entry.value {
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let advice = match plain {
            Some(plain) => format!("write `{TRANSACTION} = {plain}`, without quotes"),
            None => format!("write `{TRANSACTION} = true` or `{TRANSACTION} = false`"),
        };
        let advice = match plain {
            Some(true) => advice,
            _ => format!("{advice}; Diesel takes the file as it is for `true`"),
        };
        self.problem(
            format!(
                "`{TRANSACTION}` is {}, and should be `true` or `false`",
                kind(&entry.value)
            ),
            entry.value_span.clone(),
            advice,
        )
    }

    fn no_string(&self, entry: &Entry) -> FileProblem {
        let (key, kind) = (&entry.key, kind(&entry.value));
        self.problem(
            format!("`{key}` is {kind}, and should be a string"),
            entry.value_span.clone(),
            format!("write `{key} = \"…\"`"),
        )
    }

    fn unknown(&self, key: &str, span: Range<usize>, meant: Option<&str>) -> FileProblem {
        let advice = match meant {
            Some(TRANSACTION) => format!(
                "write `{TRANSACTION}`; Diesel ignores unknown keys and treats the file as \
                 `{TRANSACTION} = false`"
            ),
            Some(meant) => format!("write `{meant}`"),
            None => format!(
                "remove it: only `{TRANSACTION}`, `{DESCRIPTION}` and `{IRREVERSIBLE}` are known"
            ),
        };
        self.problem(format!("`{key}` is not a known key"), span, advice)
    }

    fn silent(&self) -> FileProblem {
        self.problem(
            format!("`{TRANSACTION}` is missing"),
            0..0,
            format!(
                "write `{TRANSACTION} = true`, or `false` for statements that refuse \
                 transactions; Diesel takes the file as it is for `false`"
            ),
        )
    }

    fn problem(&self, message: String, span: Range<usize>, advice: String) -> FileProblem {
        FileProblem {
            message,
            place: ProblemPlace::Point(Box::new(point(self.path, self.text, &span))),
            advice,
        }
    }
}

/// Returns the type of a value, with its article.
fn kind(value: &Value) -> String {
    match value.kind() {
        kind if kind.starts_with(['a', 'i']) => format!("an {kind}"),
        kind => format!("a {kind}"),
    }
}

fn point(path: &Path, text: &str, span: &Range<usize>) -> Location {
    let (line, column, excerpt) =
        sql::excerpt(text.as_bytes(), span.start as u64, span.len()).expect("memory can be read");
    Location {
        path: path.to_owned(),
        line,
        column,
        excerpt,
    }
}
