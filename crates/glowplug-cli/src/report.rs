//! What went wrong, as one [`Diagnosis`]: told to people by miette, to programs as JSON.

mod drafting;
mod engine;
mod excerpt;
mod words;

use std::fmt;

use glowplug::error::Location;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use serde_json::{Value, json};

use crate::error::{Error, Question};
use crate::output::{Output, complain, plain, terminal_width};
use crate::watch::Ledger;
use excerpt::Numbered;

/// Everything that is known about a failure.
#[derive(Debug, Default)]
pub(crate) struct Diagnosis {
    /// A stable word for programs.
    pub(crate) kind: &'static str,
    /// What happened.
    pub(crate) message: String,
    /// Why, from the outside in.
    pub(crate) causes: Vec<String>,
    /// The SQLSTATE.
    pub(crate) code: Option<String>,
    /// Where.
    pub(crate) location: Option<Location>,
    /// The server's detail.
    pub(crate) detail: Option<String>,
    /// The server's hint.
    pub(crate) hint: Option<String>,
    /// Who was in the way.
    pub(crate) blockers: Vec<String>,
    /// What became of the run.
    pub(crate) outcome: Outcome,
    /// What to do next.
    pub(crate) advice: Vec<String>,
    /// The parts, where there are several problems.
    pub(crate) related: Vec<Self>,
    source: Option<Numbered>,
}

/// What became of a run that failed.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Whether it reverted.
    pub(crate) down: bool,
    /// What stays done.
    pub(crate) done: Vec<String>,
    /// What does not, each with the reason.
    pub(crate) not_done: Vec<(String, &'static str)>,
    /// What was reverted to be applied again, and stays reverted.
    pub(crate) reverted: Vec<String>,
    /// What was reverted to be applied again, and is applied as before.
    pub(crate) restored: Vec<String>,
}

impl Diagnosis {
    /// What an error says.
    pub(crate) fn of(error: &Error) -> Self {
        let diagnosis = match error {
            Error::Engine(error) => engine::diagnose(error),
            Error::Query { sql, write, source } => engine::query(sql, *write, source),
            Error::Interrupted(ledger) => interrupted(ledger),
            Error::Unclear(questions) => drafting::unclear(error, questions),
            Error::Hazards(statements) => drafting::hazards(error, statements),
            Error::Blocked(blocked) => drafting::blocked(error, blocked),
            Error::NotProved { problems } => drafting::not_proved(error, problems),
            _ => Self {
                kind: kind(error),
                message: error.to_string(),
                causes: causes(error),
                advice: advice(error),
                ..Self::default()
            },
        };
        diagnosis.sourced()
    }

    /// The same with the lines around its place.
    fn sourced(mut self) -> Self {
        self.source = self.location.as_ref().and_then(Numbered::of);
        self
    }

    /// The data for programs.
    pub(crate) fn json(&self) -> Value {
        let names = |down: bool, done: bool| -> Vec<&str> {
            match (self.outcome.down == down, done) {
                (false, true) if down => texts(&self.outcome.reverted),
                (false, false) if down => texts(&self.outcome.restored),
                (false, _) => Vec::new(),
                (true, true) => texts(&self.outcome.done),
                (true, false) => {
                    let names = self.outcome.not_done.iter();
                    names.map(|(name, _)| name.as_str()).collect()
                }
            }
        };
        let message = std::iter::once(&self.message).chain(&self.causes);
        let message: Vec<&str> = message.map(String::as_str).collect();
        let location = self.location.as_ref();
        json!({ "error": {
            "kind": self.kind,
            "message": message.join(": "),
            "code": self.code,
            "file": location.map(|location| location.path.display().to_string()),
            "line": location.map(|location| location.line),
            "column": location.map(|location| location.column),
            "detail": self.detail,
            "hint": self.hint,
            "blockers": self.blockers,
            "applied": names(false, true),
            "not_applied": names(false, false),
            "reverted": names(true, true),
            "not_reverted": names(true, false),
            "advice": self.advice,
            "problems": self.related.iter().map(Self::problem).collect::<Vec<_>>(),
        }})
    }

    /// One of several problems, for programs.
    fn problem(&self) -> Value {
        let location = self.location.as_ref();
        json!({
            "message": self.message,
            "file": location.map(|location| location.path.display().to_string()),
            "line": location.map(|location| location.line),
            "column": location.map(|location| location.column),
            "advice": self.advice,
        })
    }

    /// The lines below the message.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        notes.extend(self.detail.iter().map(|text| format!("detail: {text}")));
        notes.extend(self.hint.iter().map(|text| format!("hint: {text}")));
        notes.extend(self.blockers.iter().map(|text| format!("held by {text}")));
        let [done, not_done] = match self.outcome.down {
            false => ["applied", "not applied"],
            true => ["reverted", "not reverted"],
        };
        let names = self.outcome.done.iter();
        notes.extend(names.map(|name| format!("{done}: {name}")));
        let names = self.outcome.reverted.iter();
        notes.extend(names.map(|name| format!("reverted: {name}")));
        let names = self.outcome.restored.iter();
        notes.extend(names.map(|name| format!("applied as before: {name}")));
        let names = self.outcome.not_done.iter();
        notes.extend(names.map(|(name, why)| format!("{not_done}: {name} ({why})")));
        let label = if notes.is_empty() { "" } else { "next: " };
        notes.extend(self.advice.iter().map(|text| format!("{label}{text}")));
        notes
    }
}

/// Tells what went wrong: to programs on standard output, to people on standard error.
pub(crate) fn tell(error: &Error, output: Output) {
    if let Error::Output(cause) = error
        && cause.kind() == std::io::ErrorKind::BrokenPipe
    {
        return;
    }
    if !output.json {
        complain(&render(&Diagnosis::of(error), output));
        return;
    }
    let told = match error {
        Error::Question(question) => output.json(&open(question)),
        Error::Unclear(questions) => output.json(&drafting::open(questions)),
        _ => output.json(&Diagnosis::of(error).json()),
    };
    if let Err(error) = told {
        complain(&error.to_string());
    }
}

/// The text for people: with frames and colors on a terminal, plain elsewhere.
pub(crate) fn render(diagnosis: &Diagnosis, output: Output) -> String {
    let paint = output.error_paint;
    let theme = match (paint.terminal(), paint.is_on()) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme {
            characters: miette::ThemeCharacters::ascii(),
            ..GraphicalTheme::unicode()
        },
        (false, false) => GraphicalTheme::none(),
    };
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(terminal_width().unwrap_or(100))
        // A log is searched line by line.
        .with_wrap_lines(paint.terminal())
        .with_links(false)
        .with_break_words(false);
    match handler.render_report(&mut text, diagnosis) {
        Ok(()) => text.trim_end().to_owned(),
        Err(_) => format!("{diagnosis}"),
    }
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn open(question: &Question) -> Value {
    json!({ "question": {
        "message": question.message,
        "database": question.database,
        "affected": question.affected,
        "answer": question.answer,
    }})
}

fn interrupted(ledger: &Ledger) -> Diagnosis {
    let not_done = ledger.open.iter().map(|name| {
        let why = match ledger.by_statement {
            true => "statement by statement: `status` tells how far it is",
            false => "goes back, unless it was being committed",
        };
        (name.clone(), why)
    });
    Diagnosis {
        kind: "interrupted",
        message: "interrupted".to_owned(),
        outcome: Outcome {
            down: false,
            done: ledger.kept.clone(),
            not_done: not_done.collect(),
            ..Outcome::default()
        },
        advice: vec!["`status` shows what is applied; run it again to go on".to_owned()],
        ..Diagnosis::default()
    }
}

const fn kind(error: &Error) -> &'static str {
    match error {
        Error::Engine(_) | Error::Query { .. } => "engine",
        Error::Local(_) => "local-postgres",
        Error::Usage { .. } => "usage",
        Error::Question(_) | Error::Unclear(_) => "question",
        Error::Hazards(_) => "hazards",
        Error::Blocked(_) => "blocked",
        Error::NotProved { .. } => "not-proved",
        Error::NoTable { .. } => "no-table",
        Error::File { .. } => "settings",
        Error::Io { .. } | Error::Output(_) => "io",
        Error::Interrupted(_) => "interrupted",
    }
}

fn advice(error: &Error) -> Vec<String> {
    match error {
        Error::Usage { advice, .. } | Error::NoTable { advice, .. } => vec![advice.clone()],
        Error::Question(question) => vec![format!(
            "nothing was done; if that is what you want, add `{}`",
            question.answer
        )],
        _ => Vec::new(),
    }
}

/// The causes of an error, from the outside in.
fn causes(error: &dyn std::error::Error) -> Vec<String> {
    let chain = std::iter::successors(error.source(), |error| error.source());
    chain.map(ToString::to_string).collect()
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(&self.message))?;
        for cause in &self.causes {
            write!(f, "\n{}", plain(cause))?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnosis {}

impl miette::Diagnostic for Diagnosis {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let code = self.code.as_ref()?;
        // SQLite has codes of its own.
        let state = code.split(' ').next().unwrap_or_default();
        Some(Box::new(if state.len() == 5 {
            format!("SQLSTATE {code}")
        } else {
            code.clone()
        }))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let notes = self.notes();
        (!notes.is_empty()).then(|| Box::new(plain(&notes.join("\n"))) as Box<dyn fmt::Display>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let related = self.related.iter();
        Some(Box::new(
            related.map(|part| part as &dyn miette::Diagnostic),
        ))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.source.as_ref()?;
        Some(Box::new(std::iter::once(source.label())))
    }
}
