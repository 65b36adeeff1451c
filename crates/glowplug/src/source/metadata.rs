use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Script;
use super::disk::unreadable;
use crate::error::{FileProblem, Location, Place};
use crate::sql;

/// What a `metadata.toml` says.
pub(super) struct Metadata {
    pub(super) run_in_transaction: bool,
    pub(super) description: Option<String>,
    pub(super) problems: Vec<FileProblem>,
}

const TRANSACTION: &str = "run_in_transaction";
const DESCRIPTION: &str = "description";

/// Without the file, a migration runs in a transaction.
impl Default for Metadata {
    fn default() -> Self {
        Self {
            run_in_transaction: true,
            description: None,
            problems: Vec::new(),
        }
    }
}

/// Reads a `metadata.toml`, strictly: Diesel takes an empty one and a misspelt key for *no
/// transaction*, and one that is no TOML for *in a transaction*, without a word.
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
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => return self.problems.push(file.malformed(&error)),
        };
        let mut said = false;
        for (key, value) in &table {
            match key.get_ref().as_ref() {
                TRANSACTION => {
                    said = true;
                    match value.get_ref().as_bool() {
                        Some(inside) => self.run_in_transaction = inside,
                        None => self.problems.push(file.no_bool(value)),
                    }
                }
                DESCRIPTION => match value.get_ref().as_str() {
                    Some(text) => self.description = Some(text.to_owned()),
                    None => self.problems.push(file.no_string(value)),
                },
                unknown => {
                    let meant = meant(unknown);
                    said |= meant == Some(TRANSACTION);
                    self.problems.push(file.unknown(unknown, key.span(), meant));
                }
            }
        }
        if !said {
            self.problems.push(file.silent());
        }
        self.description.take_if(|text| text.trim().is_empty());
    }
}

/// The key that a misspelt one stands for.
fn meant(unknown: &str) -> Option<&'static str> {
    let likeness = |key: &str| strsim::jaro_winkler(key, &unknown.to_lowercase().replace('-', "_"));
    [TRANSACTION, DESCRIPTION]
        .into_iter()
        .max_by(|left, right| likeness(left).total_cmp(&likeness(right)))
        .filter(|key| likeness(key) > 0.8)
}

/// The file, for messages.
struct File<'f> {
    path: &'f Path,
    text: &'f str,
}

impl File<'_> {
    fn malformed(&self, error: &toml::de::Error) -> FileProblem {
        self.problem(
            format!("this is no TOML: {}", error.message()),
            error.span().unwrap_or(0..0),
            format!(
                "write `{TRANSACTION} = true` or `{TRANSACTION} = false`; Diesel takes the file \
                 as it is for `true`"
            ),
        )
    }

    fn no_bool(&self, value: &Spanned<DeValue<'_>>) -> FileProblem {
        let found = value.get_ref();
        let plain = found
            .as_str()
            .map(str::trim)
            .and_then(|text| text.parse().ok());
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
                kind(found)
            ),
            value.span(),
            advice,
        )
    }

    fn no_string(&self, value: &Spanned<DeValue<'_>>) -> FileProblem {
        self.problem(
            format!(
                "`{DESCRIPTION}` is {}, and should be a string",
                kind(value.get_ref())
            ),
            value.span(),
            format!("write `{DESCRIPTION} = \"…\"`"),
        )
    }

    fn unknown(&self, key: &str, span: Range<usize>, meant: Option<&str>) -> FileProblem {
        let advice = match meant {
            Some(TRANSACTION) => format!(
                "write `{TRANSACTION}`; Diesel passes over a key that it does not know, and then \
                 takes the file for `{TRANSACTION} = false`"
            ),
            Some(meant) => format!("write `{meant}`"),
            None => format!("remove it: only `{TRANSACTION}` and `{DESCRIPTION}` mean something"),
        };
        self.problem(
            format!("`{key}` is not a key that means something"),
            span,
            advice,
        )
    }

    fn silent(&self) -> FileProblem {
        self.problem(
            format!("the file does not say `{TRANSACTION}`"),
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
            place: Place::Point(Box::new(point(self.path, self.text, &span))),
            advice,
        }
    }
}

/// The type of a value, with its article.
fn kind(value: &DeValue<'_>) -> String {
    match value.type_str() {
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
