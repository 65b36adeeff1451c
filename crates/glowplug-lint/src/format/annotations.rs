//! Annotations of GitHub, and the summary of a step.

use super::slashes;
use crate::report::{Finding, Report};
use crate::severity::Severity;

/// How many bytes a step's summary may have.
const SUMMARY: usize = 1_000_000;

/// Returns a report as workflow commands, the most severe findings first: GitHub shows ten errors and
/// ten warnings of a step.
pub fn github(report: &Report) -> String {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let lines: Vec<String> = findings.into_iter().map(command).collect();
    lines.join("\n")
}

fn command(finding: &Finding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Remark => "notice",
    };
    let text = format!("{}\n{}", finding.message, finding.remedy);
    format!(
        "::{name} file={},line={},endLine={},col={},title={}::{}",
        property(&slashes(&finding.path)),
        finding.start.line,
        finding.end.line,
        finding.start.column,
        property(finding.rule.id),
        data(&text),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Returns the summary of a report in Markdown, for `$GITHUB_STEP_SUMMARY`.
pub fn github_summary(report: &Report) -> String {
    let mut text = String::from("## Migrations\n\n");
    if report.findings.is_empty() {
        text.push_str(&format!("Nothing found in {} files.\n", report.checked));
        return text;
    }
    text.push_str("| severity | where | rule | what |\n| --- | --- | --- | --- |\n");
    for (number, finding) in report.findings.iter().enumerate() {
        let row = format!(
            "| {} | {}:{} | `{}` | {}<br>{} |\n",
            finding.severity,
            cell(&slashes(&finding.path)),
            finding.start.line,
            finding.rule.id,
            cell(&finding.message),
            cell(finding.remedy),
        );
        if text.len() + row.len() > SUMMARY {
            let left = report.findings.len() - number;
            text.push_str(&format!("\nand {left} more\n"));
            break;
        }
        text.push_str(&row);
    }
    text
}

/// Escapes what would end a cell or be read as HTML.
fn cell(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
