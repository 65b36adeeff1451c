//! Findings of `lint`, for people.

use glowplug_lint::{Finding, MeasuredRun, Report, Severity};
use glowplug_schema::measure::Measured;

use crate::output::Paint;
use crate::text::{count, visible_line};

/// How many characters of a line are shown.
const WIDTH: usize = 120;

/// Returns a report as text.
pub(crate) fn findings(report: &Report, paint: Paint) -> String {
    let findings = report.findings.iter();
    let mut parts: Vec<String> = findings.map(|found| finding(found, paint)).collect();
    parts.push(findings_summary(report, paint));
    let notes = report.measured.as_ref().map(notes).unwrap_or_default();
    parts.extend(notes.iter().map(|note| paint.dim(note)));
    parts.join("\n\n")
}

/// Returns how much was found, in one line.
pub(crate) fn findings_summary(report: &Report, paint: Paint) -> String {
    let files = count(report.checked, "migration");
    let severities = [Severity::Error, Severity::Warning, Severity::Remark];
    let counts: Vec<String> = severities
        .into_iter()
        .map(|severity| (report.count(severity), severity))
        .filter(|(number, _)| *number > 0)
        .map(|(number, severity)| count(number, severity.name()))
        .collect();
    let mut text = match counts.is_empty() {
        true => paint.green(&format!("Nothing found in {files}")),
        false => paint.bold(&format!("{} in {files}", counts.join(", "))),
    };
    if let Some(run) = &report.measured {
        text.push_str(&format!(
            "; measured on {}: {}",
            visible_line(&run.server),
            count(run.statements, "statement")
        ));
    }
    if !report.allowed.is_empty() {
        text.push_str(&format!("; {} allowed by comments", report.allowed.len()));
    }
    text
}

/// Returns what was not measured.
fn notes(run: &MeasuredRun) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    if !run.with_rows {
        notes.push("Not measured: scans, because a statement fails on generated rows".to_owned());
    }
    if !run.without_rows.is_empty() {
        let tables = visible_line(&run.without_rows.join(", "));
        let note = format!("Not measured: scans of {tables}, for which no rows could be generated");
        notes.push(note);
    }
    let others = run.not_measured.iter();
    notes.extend(others.map(|what| format!("Not measured: {what}")));
    notes
}

/// Returns what the server did, in one line.
fn measured(measured: &Measured) -> String {
    let mut parts: Vec<String> = measured
        .locks
        .iter()
        .map(|lock| format!("{} on {}", lock.mode, lock.table))
        .collect();
    for (what, tables) in [("copied", &measured.rewritten), ("read", &measured.read)] {
        parts.extend(tables.iter().map(|table| format!("{table} {what}")));
    }
    match parts.is_empty() {
        true => "no lock that keeps others from writing, and nothing is copied".to_owned(),
        false => visible_line(&parts.join(", ")),
    }
}

fn finding(finding: &Finding, paint: Paint) -> String {
    let title = format!("{}[{}]", finding.severity, finding.rule.id);
    let title = match finding.severity {
        Severity::Error => paint.red(&title),
        Severity::Warning => paint.yellow(&title),
        Severity::Remark => paint.bold(&title),
    };
    let number = finding.start.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = paint.dim("|");
    let (source, mark) = marked(finding);
    let place = visible_line(&finding.path.display().to_string());
    let facts = finding.measured.as_ref().filter(|it| it.error.is_none());
    let shown = facts.map(|it| format!("\n{margin} = measured: {}", measured(it)));
    format!(
        "{title}: {}\n{margin}{} {place}:{}:{}\n{margin} {bar}\n{} {bar} {source}\n{margin} {bar} \
         {}\n{margin} = instead: {}{}",
        visible_line(&finding.message),
        paint.dim("-->"),
        finding.start.line,
        finding.start.column,
        paint.dim(&number),
        paint.red(&mark),
        finding.remedy,
        shown.unwrap_or_default(),
    )
}

/// Returns the line of a finding, and a line that marks its place.
fn marked(finding: &Finding) -> (String, String) {
    let before = finding.start.column - 1;
    let characters: Vec<char> = finding.source.chars().collect();
    // A long line is shown from a little before the place.
    let first = match characters.len() > WIDTH {
        true => before.saturating_sub(WIDTH / 4),
        false => 0,
    };
    let shown: String = characters.iter().skip(first).take(WIDTH).collect();
    let end = match finding.end.line == finding.start.line {
        true => finding.end.column - 1,
        false => finding.source.trim_end().chars().count(),
    };
    let length = end.min(first + WIDTH).saturating_sub(before).max(1);
    // Tabs stay, so that the mark is below its place.
    let indent = shown.chars().take(before - first);
    let indent: String = indent.map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    (
        visible_source(&shown),
        format!("{indent}{}", "^".repeat(length)),
    )
}

fn visible_source(line: &str) -> String {
    let parts: Vec<String> = line.split('\t').map(visible_line).collect();
    parts.join("\t")
}
