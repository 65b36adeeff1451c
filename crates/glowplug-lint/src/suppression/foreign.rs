//! Comments for squawk and diesel-guard.

use super::parse::{Comment, Reach};

/// Rules of squawk, and what they are called here.
const SQUAWK: &[(&str, &[&str])] = &[
    (
        "adding-field-with-default",
        &["volatile-default", "stored-generated-column"],
    ),
    (
        "adding-foreign-key-constraint",
        &["foreign-key-validates-rows", "column-with-constraint"],
    ),
    (
        "adding-not-nullable-field",
        &["set-not-null-scans", "required-column-without-default"],
    ),
    (
        "adding-required-field",
        &["required-column-without-default"],
    ),
    (
        "adding-serial-primary-key-field",
        &["auto-increment-column", "primary-key-builds-index"],
    ),
    (
        "ban-alter-domain-with-add-constraint",
        &["domain-check-validates-rows"],
    ),
    (
        "ban-concurrent-index-creation-in-transaction",
        &["cannot-run-in-transaction"],
    ),
    (
        "ban-create-domain-with-constraint",
        &["constrained-domain-column"],
    ),
    ("ban-drop-column", &["drop-column"]),
    ("ban-drop-constraint", &["guarantee-dropped"]),
    ("ban-drop-database", &["drop-object"]),
    ("ban-drop-not-null", &["guarantee-dropped"]),
    ("ban-drop-schema", &["drop-object"]),
    ("ban-drop-table", &["drop-table"]),
    ("ban-drop-type", &["drop-object"]),
    ("ban-drop-view", &["drop-object"]),
    ("ban-truncate", &["truncate"]),
    ("ban-truncate-cascade", &["truncate", "cascade"]),
    ("ban-uncommitted-transaction", &["transaction-control"]),
    (
        "changing-column-type",
        &["column-type-rewrites", "collation-change"],
    ),
    (
        "constraint-missing-not-valid",
        &["check-validates-rows", "foreign-key-validates-rows"],
    ),
    (
        "disallowed-unique-constraint",
        &["unique-constraint-builds-index", "column-with-constraint"],
    ),
    ("prefer-robust-stmts", &["concurrent-index-if-not-exists"]),
    ("renaming-column", &["rename-column"]),
    ("renaming-object", &["rename-object"]),
    ("renaming-table", &["rename-table"]),
    (
        "require-concurrent-index-creation",
        &["index-not-concurrent"],
    ),
    (
        "require-concurrent-index-deletion",
        &["drop-index-not-concurrent"],
    ),
    (
        "require-concurrent-partition-detach",
        &["detach-partition-not-concurrent"],
    ),
    (
        "require-concurrent-refresh-materialized-view",
        &["refresh-not-concurrent"],
    ),
    ("require-concurrent-reindex", &["reindex-not-concurrent"]),
    ("require-lock-timeout", &["no-lock-timeout"]),
    ("require-timeout-settings", &["no-lock-timeout"]),
    ("transaction-nesting", &["transaction-control"]),
];

/// Returns what a comment for another tool allows.
pub(super) fn comment(text: &str) -> Option<Comment> {
    let reached = |reach, rules, reason: &str| {
        Some(Comment {
            reach,
            rules,
            reason: reason.to_owned(),
            wrong: Vec::new(),
            is_foreign: true,
        })
    };
    if let Some(rest) = text.strip_prefix("squawk-ignore-file") {
        let rules = (!rest.trim().is_empty()).then(|| mapped(rest));
        return reached(Reach::File, rules, "squawk-ignore-file");
    }
    if let Some(rest) = text.strip_prefix("squawk-ignore") {
        return reached(Reach::Next, Some(mapped(rest)), "squawk-ignore");
    }
    match text.split_whitespace().next() {
        Some("safety-assured:start") => reached(Reach::Start, None, "safety-assured"),
        Some("safety-assured:end") => reached(Reach::End, None, "safety-assured"),
        _ => None,
    }
}

fn mapped(names: &str) -> Vec<&'static str> {
    let names = names.split([',', ' ', '\t']);
    let found = names.filter_map(|name| SQUAWK.iter().find(|(squawk, _)| *squawk == name));
    found.flat_map(|(_, ids)| ids.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::SQUAWK;
    use crate::rules::by_id;

    #[test]
    fn every_rule_of_squawk_stands_for_rules_that_exist() {
        for (squawk, ids) in SQUAWK {
            for id in *ids {
                assert!(by_id(id).is_some(), "{squawk}: {id}");
            }
        }
    }
}
