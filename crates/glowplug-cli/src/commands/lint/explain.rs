//! `lint rules` and `lint explain`.

use clap::Subcommand;
use glowplug_lint::{Rule, Settings, Size, by_id, rules};
use glowplug_schema::nearest;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::output::{Align, Answer, Grid, Paint};

/// What is asked about the rules.
#[derive(Subcommand)]
pub(super) enum About {
    /// List the rules with their severities
    Rules,
    /// Say what a rule finds, why it matters, and what to do instead, with examples
    Explain {
        /// The rule
        rule: String,
    },
}

impl About {
    pub(super) fn run(&self, context: &Context, settings: &Settings) -> Result<Outcome> {
        match self {
            Self::Rules => {
                let rules = rules().iter().map(|rule| Explained::new(rule, settings));
                let rules = rules.collect();
                context.answer(&Rules { rules })?;
            }
            Self::Explain { rule } => {
                let found = by_id(rule).ok_or_else(|| unknown(rule))?;
                context.answer(&Explained::new(found, settings))?;
            }
        }
        Ok(Outcome::Done)
    }
}

fn unknown(name: &str) -> Error {
    let near = nearest(name, rules().iter().map(|rule| rule.id));
    let advice = match near.first() {
        Some(near) => format!("did you mean `{near}`? `lint rules` lists all"),
        None => "`lint rules` lists all".to_owned(),
    };
    Error::usage(format!("there is no rule `{name}`"), advice)
}

#[derive(Serialize)]
struct Rules {
    rules: Vec<Explained>,
}

/// A rule, as the settings have it.
#[derive(Serialize)]
struct Explained {
    id: &'static str,
    databases: Vec<&'static str>,
    severity: &'static str,
    depends_on_size: bool,
    /// The hazards of `generate` that it finds.
    hazards: Vec<&'static str>,
    summary: &'static str,
    why: &'static str,
    instead: &'static str,
    bad: &'static [&'static str],
    good: &'static [&'static str],
    parameters: Vec<Parameter>,
}

#[derive(Serialize)]
struct Parameter {
    key: &'static str,
    default: &'static [&'static str],
    summary: &'static str,
}

impl Explained {
    fn new(rule: &'static Rule, settings: &Settings) -> Self {
        let parameters = rule.parameters.iter().map(|parameter| Parameter {
            key: parameter.key,
            default: parameter.default,
            summary: parameter.summary,
        });
        Self {
            id: rule.id,
            databases: rule.databases.iter().map(|it| it.name()).collect(),
            severity: settings.severity(rule).map_or("off", |it| it.name()),
            hazards: rule.hazards().iter().map(|it| it.name()).collect(),
            depends_on_size: rule.size == Size::Severity,
            summary: rule.summary,
            why: rule.why,
            instead: rule.remedy,
            bad: rule.bad,
            good: rule.good,
            parameters: parameters.collect(),
        }
    }
}

impl Answer for Rules {
    fn text(&self, paint: Paint) -> String {
        let columns = [
            ("rule", Align::Name),
            ("severity", Align::Left),
            ("databases", Align::Left),
            ("what it finds", Align::Left),
        ];
        let mut grid = Grid::new(paint, &columns);
        for rule in &self.rules {
            let databases = match rule.databases.len() {
                3 => "all".to_owned(),
                _ => rule.databases.join(", "),
            };
            grid.row([rule.id, rule.severity, &databases, rule.summary]);
        }
        grid.text()
    }
}

impl Answer for Explained {
    fn text(&self, paint: Paint) -> String {
        let mut text = format!(
            "{}: {}\n\nSeverity: {}{}; databases: {}\n\n{}\n\nInstead: {}.",
            paint.bold(self.id),
            self.summary,
            self.severity,
            match self.depends_on_size {
                true => ", or by the size of the table with `--sizes`",
                false => "",
            },
            self.databases.join(", "),
            self.why,
            self.instead,
        );
        for (title, examples) in [("Found:", self.bad), ("Not found:", self.good)] {
            for example in examples {
                let lines: Vec<String> = example.lines().map(|line| format!("  {line}")).collect();
                text.push_str(&format!("\n\n{}\n{}", paint.bold(title), lines.join("\n")));
            }
        }
        for parameter in &self.parameters {
            text.push_str(&format!(
                "\n\n`{}` in `[lint.rules.{}]`: {}; default {:?}",
                parameter.key, self.id, parameter.summary, parameter.default
            ));
        }
        text
    }
}
