//! Comments that allow what a rule finds.
//!
//! | comment | allows |
//! | --- | --- |
//! | `-- glowplug: allow RULE because "…"` | in the next statement, or in the one before it on its line |
//! | `-- glowplug: allow-file RULE because "…"` | in the whole file |
//! | `-- squawk-ignore rule`, `-- squawk-ignore-file` | what squawk's rule is about |
//! | `-- safety-assured:start`, `-- safety-assured:end` | everything between them |

mod foreign;
mod parse;

use crate::action::Span;
use crate::script::Unit;

pub(crate) use parse::Wrong;

/// A comment that allows something.
#[derive(Clone, Debug)]
pub(crate) struct Suppression {
    /// The number of its script.
    pub(crate) script: usize,
    /// The comment.
    pub(crate) span: Span,
    /// The rules, each with whether it was needed; `None` is every rule.
    pub(crate) rules: Option<Vec<(&'static str, bool)>>,
    pub(crate) reason: String,
    scope: Scope,
    /// Whether it is meant for another tool too, which may need it where we do not.
    pub(crate) is_foreign: bool,
}

/// What a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Statement(usize),
    File,
    /// The statements that start within this range.
    Range(Span),
    Nothing,
}

/// Returns the comments of a unit that allow something, and those that are wrong.
pub(crate) fn suppressions(unit: &Unit) -> (Vec<Suppression>, Vec<(usize, Span, Wrong)>) {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for (number, script) in unit.scripts.iter().enumerate() {
        let mut open: Option<Span> = None;
        for span in &script.comments {
            let text = script.text.get(span.start..span.end).unwrap_or_default();
            let Some(comment) = parse::comment(text) else {
                continue;
            };
            let scope = match comment.reach {
                parse::Reach::Next => next(unit, number, *span, &script.text),
                parse::Reach::File => Scope::File,
                parse::Reach::Start => {
                    open = Some(*span);
                    continue;
                }
                parse::Reach::End => match open.take() {
                    Some(start) => Scope::Range(Span {
                        start: start.end,
                        end: span.start,
                    }),
                    None => continue,
                },
            };
            wrong.extend(
                comment
                    .wrong
                    .into_iter()
                    .map(|wrong| (number, *span, wrong)),
            );
            let rules = comment.rules;
            if rules.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            found.push(Suppression {
                script: number,
                span: *span,
                rules: rules.map(|ids| ids.into_iter().map(|id| (id, false)).collect()),
                reason: comment.reason,
                scope,
                is_foreign: comment.is_foreign,
            });
        }
    }
    (found, wrong)
}

/// Returns the statement that a comment stands before, in, or behind on the same line.
fn next(unit: &Unit, script: usize, comment: Span, text: &str) -> Scope {
    let mut own = unit
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| statement.script == script);
    let behind = own.clone().rfind(|(_, statement)| {
        let between = text.get(statement.span.end..comment.start);
        between.is_some_and(|between| !between.contains('\n'))
    });
    let ahead = own.find(|(_, statement)| statement.span.end > comment.start);
    let found = behind.or(ahead);
    found.map_or(Scope::Nothing, |(number, _)| Scope::Statement(number))
}

impl Suppression {
    /// Returns the reason, if it allows a rule in a statement, and remembers that it was needed.
    pub(crate) fn allows(
        &mut self,
        rule: &str,
        script: usize,
        number: Option<usize>,
        start: usize,
    ) -> Option<String> {
        let reaches = self.script == script
            && match self.scope {
                Scope::Statement(own) => number == Some(own),
                Scope::File => true,
                Scope::Range(range) => range.start <= start && start < range.end,
                Scope::Nothing => false,
            };
        if !reaches {
            return None;
        }
        match &mut self.rules {
            None => Some(self.reason.clone()),
            Some(rules) => {
                let (_, used) = rules.iter_mut().find(|(id, _)| *id == rule)?;
                *used = true;
                Some(self.reason.clone())
            }
        }
    }

    /// Returns the rules that it allows in vain.
    pub(crate) fn unused(&self) -> impl Iterator<Item = &'static str> {
        let rules = self.rules.iter().flatten().filter(|(_, used)| !used);
        let ours = !self.is_foreign;
        rules.map(|(id, _)| *id).filter(move |_| ours)
    }
}
