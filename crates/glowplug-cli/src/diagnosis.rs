//! Converts errors into a [`Diagnosis`], printed by miette for people or as JSON for programs.

mod drafting;
mod engine;
mod excerpt;
mod words;

use std::fmt;

use glowplug::error::Location;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use serde_json::{Value, json};

use crate::error::{Error, Question, RunProgress};
use crate::output::{Output, print_error, terminal_width};
use crate::text::{shortened, trusted, visible};
use excerpt::Numbered;

/// The description of an error.
#[derive(Debug, Default)]
pub(crate) struct Diagnosis {
    /// A stable name for programs.
    pub(crate) kind: &'static str,
    /// The message.
    pub(crate) message: String,
    /// The causes, outermost first.
    pub(crate) causes: Vec<String>,
    /// The SQLSTATE.
    pub(crate) code: Option<String>,
    /// The location.
    pub(crate) location: Option<Location>,
    /// The server's detail.
    pub(crate) detail: Option<String>,
    /// The server's hint.
    pub(crate) hint: Option<String>,
    /// Sessions that held a lock.
    pub(crate) blockers: Vec<String>,
    /// What the run changed.
    pub(crate) effects: RunEffects,
    /// What to do next.
    pub(crate) advice: Vec<String>,
    /// The command to copy that does it.
    pub(crate) command: Option<String>,
    /// The individual problems, if there are several.
    pub(crate) related: Vec<Self>,
    source: Option<Numbered>,
    /// Whether lists are shown in full.
    verbose: bool,
}

/// How many migrations of one kind are named.
const NAMED: usize = 5;
/// How many of several problems are shown.
const PROBLEMS: usize = 5;

/// What a failed run changed.
#[derive(Debug, Default)]
pub(crate) struct RunEffects {
    /// Whether it reverted.
    pub(crate) down: bool,
    /// The migrations that were applied or reverted.
    pub(crate) done: Vec<String>,
    /// The migrations that were not, each with the reason.
    pub(crate) not_done: Vec<(String, &'static str)>,
    /// The migrations that a redo reverted and did not apply again.
    pub(crate) reverted: Vec<String>,
    /// The migrations that a redo reverted, and that are applied again in their old version.
    pub(crate) restored: Vec<String>,
}

impl Diagnosis {
    /// Returns the diagnosis of an error.
    pub(crate) fn of(error: &Error) -> Self {
        let diagnosis = match error {
            Error::Stopped { source, .. } => return Self::of(source),
            Error::Engine(error) => engine::diagnose(error),
            Error::Query { sql, write, source } => engine::query(sql, *write, source),
            Error::Interrupted(progress) => interrupted(progress),
            Error::Unclear(questions) => drafting::unclear(error, questions),
            Error::Hazards {
                statements,
                command,
            } => drafting::hazards(error, statements, command),
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

    /// Adds the source lines around its location.
    fn sourced(mut self) -> Self {
        self.source = self.location.as_ref().and_then(Numbered::of);
        self
    }

    /// Returns the data for programs.
    pub(crate) fn json(&self) -> Value {
        let names = |down: bool, done: bool| -> Vec<&str> {
            match (self.effects.down == down, done) {
                (false, true) if down => texts(&self.effects.reverted),
                (false, false) if down => texts(&self.effects.restored),
                (false, _) => Vec::new(),
                (true, true) => texts(&self.effects.done),
                (true, false) => {
                    let names = self.effects.not_done.iter();
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
            "command": self.command,
            "problems": self.related.iter().map(Self::problem).collect::<Vec<_>>(),
        }})
    }

    /// Returns one of several problems, for programs.
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

    /// Returns the problems to show: the first ones, or all.
    fn shown_problems(&self) -> &[Self] {
        shortened(&self.related, PROBLEMS, self.verbose).0
    }

    /// Formats the first names, one line each, and a line with the number of the others.
    fn named(&self, label: &str, names: &[String]) -> Vec<String> {
        let (first, more) = shortened(names, NAMED, self.verbose);
        let mut lines: Vec<String> = first
            .iter()
            .map(|name| format!("{label}: {name}"))
            .collect();
        if more > 0 {
            lines.push(format!(
                "{label}: … and {more} more (`--verbose` lists all)"
            ));
        }
        lines
    }

    /// Returns the lines after the message.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        notes.extend(self.detail.iter().map(|text| format!("detail: {text}")));
        notes.extend(self.hint.iter().map(|text| format!("hint: {text}")));
        notes.extend(self.blockers.iter().map(|text| format!("held by {text}")));
        let [done, not_done] = match self.effects.down {
            false => ["applied", "not applied"],
            true => ["reverted", "not reverted"],
        };
        notes.extend(self.named(done, &self.effects.done));
        notes.extend(self.named("reverted", &self.effects.reverted));
        notes.extend(self.named("still applied", &self.effects.restored));
        for alike in self
            .effects
            .not_done
            .chunk_by(|one, other| one.1 == other.1)
        {
            let names = alike.iter().map(|(name, why)| format!("{name} ({why})"));
            notes.extend(self.named(not_done, &names.collect::<Vec<_>>()));
        }
        if let more @ 1.. = self.related.len() - self.shown_problems().len() {
            notes.push(format!(
                "… and {more} more problems (`--verbose` shows all)"
            ));
        }
        let label = if notes.is_empty() { "" } else { "next: " };
        notes.extend(self.advice.iter().map(|text| format!("{label}{text}")));
        notes
    }
}

/// Prints an error: as JSON on standard output, or as text on standard error.
pub(crate) fn print(error: &Error, output: Output) {
    if let Error::Output(cause) = error
        && cause.kind() == std::io::ErrorKind::BrokenPipe
    {
        return;
    }
    if !output.json {
        let mut diagnosis = Diagnosis::of(error);
        diagnosis.verbose = output.verbose;
        print_error(&render(&diagnosis, output));
        if let Some(command) = &diagnosis.command {
            // Outside the report, which would wrap it.
            print_error(&format!("\n  {}", visible(command)));
        }
        return;
    }
    let told = match error {
        Error::Question(question) => output.json(&open(question)),
        Error::Unclear(questions) => output.json(&drafting::open(questions)),
        Error::Stopped { known, source } => {
            let mut told = Diagnosis::of(source).json();
            told["migrations"] = known.clone();
            output.json(&told)
        }
        _ => output.json(&Diagnosis::of(error).json()),
    };
    if let Err(error) = told {
        print_error(&error.to_string());
    }
}

/// Formats a diagnosis for people: with borders and colors on a terminal, plain otherwise.
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
        // In a log, lines are searched, so they are not wrapped.
        .with_wrap_lines(paint.terminal())
        .with_links(false)
        .with_break_words(false);
    match handler.render_report(&mut text, diagnosis) {
        // The parts are escaped, so all escape sequences are ours.
        Ok(()) => trusted(text.trim_end()),
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

fn interrupted(progress: &RunProgress) -> Diagnosis {
    let not_done = progress.open.iter().map(|name| {
        let why = match progress.by_statement {
            true => "it runs statement by statement: `status` shows how far it got",
            false => "rolled back, unless it was being committed",
        };
        (name.clone(), why)
    });
    Diagnosis {
        kind: "interrupted",
        message: "interrupted".to_owned(),
        effects: RunEffects {
            down: false,
            done: progress.committed.clone(),
            not_done: not_done.collect(),
            ..RunEffects::default()
        },
        advice: vec!["`status` shows what is applied; run it again to continue".to_owned()],
        ..Diagnosis::default()
    }
}

fn kind(error: &Error) -> &'static str {
    match error {
        Error::Stopped { source, .. } => kind(source),
        Error::Engine(_) | Error::Query { .. } => "engine",
        Error::Local(_) => "local-postgres",
        Error::Usage { .. } => "usage",
        Error::Question(_) | Error::Unclear(_) => "question",
        Error::Hazards { .. } => "hazards",
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
            "nothing was changed; to confirm, add `{}`",
            question.answer
        )],
        _ => Vec::new(),
    }
}

/// Returns the causes of an error, outermost first.
fn causes(error: &dyn std::error::Error) -> Vec<String> {
    let chain = std::iter::successors(error.source(), |error| error.source());
    chain.map(ToString::to_string).collect()
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.message))?;
        for cause in &self.causes {
            write!(f, "\n{}", visible(cause))?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnosis {}

impl miette::Diagnostic for Diagnosis {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let code = self.code.as_ref()?;
        // SQLite has its own codes.
        let state = code.split(' ').next().unwrap_or_default();
        Some(Box::new(if state.len() == 5 {
            visible(&format!("SQLSTATE {code}"))
        } else {
            visible(code)
        }))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let notes = self.notes();
        (!notes.is_empty()).then(|| Box::new(visible(&notes.join("\n"))) as Box<dyn fmt::Display>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let related = self.shown_problems().iter();
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
