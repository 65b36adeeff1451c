//! Compares the formatting with that of `rustfmt` itself.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::formatter::{Page, Style};
use super::rustfmt;
use crate::dialect::rust_name;

/// What is formatted: names of tables that may appear in the same query, or the attributes of a
/// type.
#[derive(Clone, Debug)]
enum Part {
    Together(Vec<String>),
    Type {
        derives: Vec<String>,
        kind: &'static str,
        arguments: Vec<String>,
    },
}

impl Part {
    fn write(&self, page: &mut Page) {
        match self {
            Self::Together(names) => page.together(names),
            Self::Type {
                derives,
                kind,
                arguments,
            } => {
                page.derive(derives);
                page.attribute(kind, arguments);
                page.line("pub struct A;");
            }
        }
    }
}

fn page(parts: &[Part], style: Style, depth: usize) -> String {
    fn nest(page: &mut Page, parts: &[Part], depth: usize) {
        if depth == 0 {
            return parts.iter().for_each(|part| part.write(page));
        }
        page.line("pub mod m {");
        page.deeper(|page| nest(page, parts, depth - 1));
        page.line("}");
    }
    let mut page = Page::new(style);
    nest(&mut page, parts, depth);
    page.text()
}

/// Names whose lengths are close to the limits, none of which is a Rust keyword.
fn name() -> impl Strategy<Value = String> {
    let name = prop_oneof!["[a-z]{1,11}", "[a-z][a-z_]{8,11}[a-z]", "[a-z]{20,63}"];
    name.prop_map(|name| rust_name(&name, None))
}

fn part() -> impl Strategy<Value = Part> {
    let together = vec(name(), 2..24).prop_map(Part::Together);
    let short = "[a-z]{1,10}".prop_map(|name| rust_name(&name, None));
    let short = vec(short, 4..40).prop_map(Part::Together);
    let path = vec(name(), 1..3).prop_map(|names| names.join("::"));
    let kind = prop_oneof![Just("postgres_type"), Just("mysql_type")];
    let of_type = (vec(path, 1..8), kind, name(), name(), any::<bool>());
    let of_type = of_type.prop_map(|(derives, kind, name, schema, with_schema)| {
        let mut arguments = vec![format!("name = \"{name}\"")];
        if with_schema {
            arguments.push(format!("schema = \"{schema}\""));
        }
        Part::Type {
            derives,
            kind,
            arguments,
        }
    });
    prop_oneof![together, short, of_type]
}

#[test]
fn the_layout_is_that_of_rustfmt() {
    if rustfmt::format("").is_none() || !rustfmt::is_usual() {
        return;
    }
    let mut runner = TestRunner::new(Config::with_cases(40));
    let cases = (vec(part(), 20..60), 0_usize..3);
    let outcome = runner.run(&cases, |(parts, depth)| {
        let raw = page(&parts, Style::Raw, depth);
        let formatted = rustfmt::format(&raw).expect("a text that rustfmt reads");
        prop_assert_eq!(page(&parts, Style::Neat, depth), formatted);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
