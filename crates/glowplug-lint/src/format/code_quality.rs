//! Code quality of GitLab.

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::slashes;
use crate::report::{Finding, Report};
use crate::severity::Severity;

/// Returns a report as an array of issues. Each has a fingerprint of its own: GitLab shows one of
/// several with the same.
pub fn gitlab(report: &Report) -> String {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| issue(finding, &fingerprints.of(finding)))
        .collect();
    format!("{:#}", Value::Array(issues))
}

fn issue(finding: &Finding, fingerprint: &str) -> Value {
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Remark => "info",
    };
    json!({
        "description": format!("{}; {}", finding.message, finding.remedy),
        "check_name": finding.rule.id,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": slashes(&finding.path),
            "lines": { "begin": finding.start.line, "end": finding.end.line },
        },
    })
}
