//! Nothing that stands in a script makes the rules fail.

use glowplug::Database;
use glowplug_lint::{Settings, Subject, lint, rules};
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "CREATE",
    "ALTER",
    "DROP",
    "TABLE",
    "INDEX",
    "CONCURRENTLY",
    "ADD",
    "COLUMN",
    "CONSTRAINT",
    "CHECK",
    "UNIQUE",
    "PRIMARY",
    "KEY",
    "FOREIGN",
    "REFERENCES",
    "USING",
    "NOT",
    "NULL",
    "VALID",
    "DEFAULT",
    "SET",
    "TYPE",
    "GENERATED",
    "ALWAYS",
    "AS",
    "IDENTITY",
    "STORED",
    "MODIFY",
    "CHANGE",
    "RENAME",
    "TO",
    "ON",
    "IF",
    "EXISTS",
    "ENUM",
    "DOMAIN",
    "VIEW",
    "MATERIALIZED",
    "REFRESH",
    "UPDATE",
    "DELETE",
    "FROM",
    "WHERE",
    "WITH",
    "BEGIN",
    "COMMIT",
    "PRAGMA",
    "VALUES",
    "CASCADE",
    "PARTITION",
    "OF",
    "ATTACH",
    "DETACH",
    "FULLTEXT",
    "COLLATE",
    "(",
    ")",
    "((",
    "))",
    ",",
    ";",
    ".",
    "=",
    "::",
    "[",
    "]",
    "a",
    "users",
    "\"q\"\"x\"",
    "`m`",
    "'s'",
    "1",
    "int",
    "varchar(10)",
    "timestamp",
    "-- glowplug: allow drop-table because \"x\"\n",
    "/* c */",
    "-- squawk-ignore a\n",
    "ü",
    "$1",
    "@",
    "'",
];

fn check(text: &str) {
    for database in Database::ALL {
        for wrapped in [true, false] {
            let subject = Subject::text("up.sql", text).in_transaction(wrapped);
            lint(database, &[subject], &Settings::default()).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn any_order_of_tokens_is_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        check(&words.join(" "));
    }

    #[test]
    fn mangled_statements_are_read(
        rule in 0..200_usize,
        example in 0..4_usize,
        cuts in prop::collection::vec((0..60_usize, 0..60_usize), 1..4),
    ) {
        let rule = rules()[rule % rules().len()];
        let examples: Vec<&str> = rule.bad.iter().chain(rule.good).copied().collect();
        let text = examples[example % examples.len()];
        let mut words: Vec<&str> = text.split(' ').collect();
        for (from, to) in cuts {
            let (from, to) = (from % words.len(), to % words.len());
            words.swap(from, to);
            if from != to && words.len() > 1 {
                words.remove(from);
            }
        }
        check(&words.join(" "));
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }
}

/// `GLOWPLUG_SOUP=100000` tries longer.
fn cases() -> u32 {
    let said = std::env::var("GLOWPLUG_SOUP").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(300)
}
