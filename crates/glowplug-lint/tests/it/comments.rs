//! Comments that allow findings.

use crate::support::{found, judged};

#[test]
fn a_comment_allows_what_the_next_statement_does() {
    let report = judged(
        "-- glowplug: allow drop-table because \"nobody uses it\"\nDROP TABLE a;\nDROP TABLE b;",
    );
    assert_eq!(found(&report), [("drop-table", 3)]);
    assert_eq!(report.allowed.len(), 1);
    assert_eq!(report.allowed[0].allowed.as_deref(), Some("nobody uses it"));
}

#[test]
fn a_comment_stands_before_in_or_behind_its_statement() {
    for text in [
        "/* glowplug: allow drop-table because 'x' is \"old\" */ DROP TABLE a;",
        "DROP TABLE a; -- glowplug: allow drop-table because \"old\"",
        "DROP /* glowplug: allow drop-table because \"old\" */ TABLE a;",
        "DROP TABLE a;\n-- glowplug: allow-file drop-table, drop-column because \"old\"\n\
         ALTER TABLE b DROP COLUMN c;",
    ] {
        let report = judged(text);
        assert_eq!(found(&report), [], "{text}");
        assert!(!report.allowed.is_empty(), "{text}");
    }
}

#[test]
fn comments_that_are_of_no_use_are_findings() {
    for (comment, wanted) in [
        ("glowplug: allow drop-table", "reasonless-suppression"),
        (
            "glowplug: allow drop-table because \"\"",
            "reasonless-suppression",
        ),
        (
            "glowplug: allow drop-tabel because \"old\"",
            "unknown-suppression",
        ),
        ("glowplug: allow because \"old\"", "unknown-suppression"),
        ("glowplug: permit drop-table", "unknown-suppression"),
        (
            "glowplug: allow drop-column because \"old\"",
            "unused-suppression",
        ),
    ] {
        let report = judged(&format!("-- {comment}\nDROP TABLE a;"));
        assert_eq!(
            found(&report),
            [(wanted, 1), ("drop-table", 2)],
            "{comment}"
        );
    }
    let report = judged("-- glowplug: allow drop-tabel because \"x\"\nSELECT 1;");
    assert!(
        report.findings[0]
            .message
            .contains("did you mean `drop-table`?")
    );
}

#[test]
fn comments_for_other_tools_are_understood() {
    for (text, left) in [
        ("-- squawk-ignore ban-drop-table\nDROP TABLE a;", 0),
        (
            "-- squawk-ignore ban-drop-column, ban-drop-table\nDROP TABLE a;",
            0,
        ),
        ("-- squawk-ignore ban-drop-column\nDROP TABLE a;", 1),
        ("-- squawk-ignore-file\nDROP TABLE a;\nDROP TABLE b;", 0),
        (
            "DROP TABLE a;\n-- squawk-ignore-file ban-drop-table\nDROP TABLE b;",
            0,
        ),
        (
            "-- safety-assured:start\nDROP TABLE a;\n-- safety-assured:end\nDROP TABLE b;",
            1,
        ),
        ("-- safety-assured:start\nDROP TABLE a;", 1),
    ] {
        assert_eq!(judged(text).findings.len(), left, "{text}");
    }
}

#[test]
fn the_text_of_a_string_is_no_comment() {
    let report = judged("SELECT '-- glowplug: allow drop-table because \"x\"'; DROP TABLE a;");
    assert_eq!(found(&report), [("drop-table", 1)]);
}
