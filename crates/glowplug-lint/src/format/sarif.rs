//! SARIF 2.1.0, within the limits of GitHub.

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::slashes;
use crate::report::{Finding, Report};
use crate::rule::Rule;
use crate::rules::rules;
use crate::severity::Severity;

/// How many results a run may have.
const MOST: usize = 25_000;

/// Returns a report as SARIF 2.1.0. What comments allow is in it too, as suppressed.
pub fn sarif(report: &Report) -> String {
    let mut fingerprints = Fingerprints::default();
    let all = report.findings.iter().chain(&report.allowed).take(MOST);
    let results: Vec<Value> = all
        .map(|finding| result(finding, &fingerprints.of(finding)))
        .collect();
    let rules: Vec<Value> = rules().iter().map(|rule| description(rule)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "glowplug",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }},
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}")
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Remark => "note",
    }
}

fn description(rule: &Rule) -> Value {
    let tags: Vec<&str> = rule
        .databases
        .iter()
        .map(|database| database.name())
        .collect();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": format!("{} Instead: {}.", rule.why, rule.remedy) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": tags },
    })
}

fn result(finding: &Finding, fingerprint: &str) -> Value {
    let index = rules().iter().position(|rule| rule.id == finding.rule.id);
    let mut result = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": format!("{}; {}", finding.message, finding.remedy) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&slashes(&finding.path)) },
            "region": {
                "startLine": finding.start.line,
                "startColumn": finding.start.column,
                "endLine": finding.end.line,
                "endColumn": finding.end.column,
            },
        }}],
        "partialFingerprints": { "primaryLocationLineHash": fingerprint },
    });
    if let Some(reason) = &finding.allowed {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    result
}

/// Escapes a path for a URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
