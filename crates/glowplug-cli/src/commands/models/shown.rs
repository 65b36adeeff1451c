//! The result of `models`.

use std::collections::HashMap;
use std::path::Path;

use glowplug_schema::models::{Difference, DifferenceKind, Report, Reported, State};
use serde::Serialize;

use crate::output::{Answer, Paint};
use crate::text::count;

/// What the command does with the structs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Write,
    Check,
    DryRun,
}

#[derive(Serialize)]
pub(super) struct Shown {
    #[serde(flatten)]
    pub(super) report: Report,
    #[serde(skip)]
    pub(super) manner: Manner,
}

impl Shown {
    fn of(&self, state: State) -> impl Iterator<Item = &Reported> {
        let structs = self.report.structs.iter();
        structs.filter(move |of| of.state == state)
    }

    /// Formats the files, with the names of the structs added to them.
    fn added(&self, paint: Paint) -> Vec<String> {
        let mut names: HashMap<&Path, Vec<&str>> = HashMap::new();
        for of in self.of(State::Missing) {
            names.entry(&of.file).or_default().push(&of.name);
        }
        let files = self.report.files.iter().filter_map(|file| {
            let names = names.remove(file.path.as_path()).unwrap_or_default();
            let path = file.path.display();
            let what = match (self.manner, file.is_new) {
                (Manner::Check, _) if names.is_empty() => return None,
                (Manner::Check, _) => format!("missing in `{path}`"),
                (_, true) => format!("wrote `{path}`"),
                (_, false) => format!("added to `{path}`"),
            };
            let colon = if names.is_empty() { "" } else { ": " };
            Some(format!(
                "{}{colon}{}",
                paint.yellow(&what),
                names.join(", ")
            ))
        });
        files.collect()
    }

    fn problems(&self, paint: Paint) -> Option<String> {
        let problems = self.report.problems.iter();
        let problems: Vec<String> = problems.map(|problem| paint.yellow(problem)).collect();
        (!problems.is_empty()).then(|| problems.join("\n"))
    }

    fn closing(&self, paint: Paint) -> String {
        let missing = self.of(State::Missing).count();
        let differs = self.of(State::Differs).count();
        let same = self.of(State::Same).count();
        let mut said = Vec::new();
        if missing > 0 {
            let word = if self.manner == Manner::Check {
                "missing"
            } else {
                "added"
            };
            said.push(format!("{} {word}", count(missing, "struct")));
        }
        if differs > 0 {
            let verb = if differs == 1 { "differs" } else { "differ" };
            said.push(format!("{} {verb}", count(differs, "struct")));
        }
        if said.is_empty() {
            return paint.green(&match same {
                0 => "There are no tables".to_owned(),
                _ => format!("{} up to date", count(same, "struct")),
            });
        }
        if same > 0 {
            said.push(format!("{same} up to date"));
        }
        paint.bold(&said.join("; "))
    }
}

impl Answer for Shown {
    fn text(&self, paint: Paint) -> String {
        let mut blocks: Vec<String> = Vec::new();
        if self.manner == Manner::DryRun {
            blocks.extend(self.report.files.iter().map(|file| {
                let path = format!("// {}", file.path.display());
                format!("{}\n{}", paint.dim(&path), file.added.trim_end())
            }));
            blocks.extend(self.of(State::Differs).map(|of| differs(of, paint)));
            blocks.extend(self.problems(paint));
            return blocks.join("\n\n");
        }
        let added = self.added(paint);
        if !added.is_empty() {
            blocks.push(added.join("\n"));
        }
        blocks.extend(self.of(State::Differs).map(|of| differs(of, paint)));
        if !self.report.needs.is_empty() && self.manner == Manner::Write {
            let needs = self.report.needs.iter().map(|need| format!("\n  {need}"));
            blocks.push(format!(
                "The added code needs:{}",
                needs.collect::<String>()
            ));
        }
        blocks.extend(self.problems(paint));
        blocks.push(self.closing(paint));
        blocks.join("\n\n")
    }
}

fn differs(of: &Reported, paint: Paint) -> String {
    let place = of.file.display();
    let line = of.line.map(|line| format!(":{line}")).unwrap_or_default();
    let title = format!("`{}` differs from `{}` ({place}{line})", of.name, of.of);
    let mut lines = vec![paint.yellow(&title)];
    for difference in &of.differences {
        lines.push(format!("  {}", said(difference)));
        lines.push(paint.dim(&format!("    {}", difference.suggestion)));
    }
    lines.join("\n")
}

fn said(difference: &Difference) -> String {
    let field = difference.field.as_deref().unwrap_or_default();
    let expected = difference.expected.as_deref().unwrap_or_default();
    let found = difference.found.as_deref().unwrap_or_default();
    match difference.difference {
        DifferenceKind::MissingColumn => format!("`{field}` is missing: `{expected}`"),
        DifferenceKind::UnknownColumn => format!("`{field}` is not a column"),
        DifferenceKind::Type => format!("`{field}` is `{found}`, the column is `{expected}`"),
        DifferenceKind::Nullability => {
            format!("`{field}` is `{found}`, and should be `{expected}`")
        }
        DifferenceKind::Computed => format!("`{field}` is computed by the database"),
        DifferenceKind::Order => {
            format!("the fields are read in order, and their order differs: {found}")
        }
        DifferenceKind::MissingValue => format!("the value `{field}` is missing"),
        DifferenceKind::UnknownValue => format!("`{field}` is not a value of the enum"),
    }
}
