//! Diagnostics of reviewdog, one in a line.

use serde_json::json;

use super::slashes;
use crate::report::{Finding, Report};
use crate::severity::Severity;

/// Returns a report as diagnostics, one in a line.
pub fn rdjsonl(report: &Report) -> String {
    let lines: Vec<String> = report.findings.iter().map(line).collect();
    lines.join("\n")
}

fn line(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Remark => "INFO",
    };
    let (start, end) = (finding.start, finding.end);
    json!({
        "message": format!("{}; {}", finding.message, finding.remedy),
        "location": {
            "path": slashes(&finding.path),
            "range": {
                "start": { "line": start.line, "column": start.column },
                "end": { "line": end.line, "column": end.column },
            },
        },
        "severity": severity,
        "source": { "name": "glowplug" },
        "code": { "value": finding.rule.id },
    })
    .to_string()
}
