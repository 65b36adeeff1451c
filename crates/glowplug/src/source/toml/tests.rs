//! Compares the reader with the `toml` crate.

use proptest::prelude::*;
use toml::de::{DeTable, DeValue};

use super::*;

#[test]
fn every_kind_of_string_is_read() {
    for (text, read) in [
        (r#""a \"b\" \u00e9 \x41 \e""#, "a \"b\" é A \u{1b}"),
        (r"'a \ b'", r"a \ b"),
        ("\"\"\"\na\r\nb \\\n   c\"\"\"\"", "a\r\nb c\""),
        ("'''\na'b\n'''", "a'b\n"),
        ("''", ""),
    ] {
        let document = super::read(&format!("a = {text} # why\n")).unwrap();
        assert_eq!(document.entries[0].value, Value::String(read.to_owned()));
    }
}

#[test]
fn other_values_have_a_type() {
    for (text, kind) in [
        ("7", "integer"),
        ("-1_000", "integer"),
        ("0xff", "integer"),
        ("1.5", "float"),
        ("6e-2", "float"),
        ("nan", "float"),
        ("1979-05-27 07:32:00", "datetime"),
        ("07:32", "datetime"),
        ("[1,\n2]", "array"),
        ("{ a = 1 }", "table"),
    ] {
        let document = super::read(&format!("a = {text}")).unwrap();
        assert_eq!(document.entries[0].value.kind(), kind, "{text}");
    }
    for text in ["[a]\nb = 1", "a.b = 1", "[[ a ]]", "a . 'b' = true"] {
        let document = super::read(text).unwrap();
        assert_eq!(document.entries[0].key, "a");
        assert_eq!(document.entries[0].value.kind(), "table");
    }
}

/// Texts that are nearly TOML.
fn texts() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "b_-1",
        "'a'",
        "\"b\"",
        " ",
        "\t",
        "=",
        " = ",
        "true",
        "false",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "\\",
        "\\n",
        "\\u00e9",
        "\\U0001F600",
        "\\ud800",
        "\\x4",
        "\\e",
        "\n",
        "\r\n",
        "\r",
        "# é\n",
        "#",
        "\u{1}",
        "é",
        "\u{feff}",
        "7",
        ".",
        "a = true\n",
        "b = 'x'\n",
        "c = \"x",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        ",",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Compares with `toml`, with which Diesel reads the file, for keys with booleans and strings.
    #[test]
    fn the_same_is_read_as_by_toml(text in texts()) {
        let ours = super::read(&text);
        let theirs = DeTable::parse(&text).map(|table| {
            let values = table.into_inner().into_iter().map(|(key, value)| {
                let (key, place) = (key.get_ref().to_string(), key.span());
                let value = match value.get_ref() {
                    DeValue::Boolean(value) => Value::Boolean(*value),
                    DeValue::String(value) => Value::String(value.to_string()),
                    _ => Value::Other(""),
                };
                (key, place, value)
            });
            values.collect::<Vec<_>>()
        });
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) if !theirs.iter().any(|(.., value)| is_other(value)) => {
                let entries = ours.entries.into_iter();
                let ours = entries.map(|entry| (entry.key, entry.key_span, entry.value));
                prop_assert_eq!(ours.collect::<Vec<_>>(), theirs);
            }
            // Refused for its type.
            (Ok(ours), _) => prop_assert!(ours.entries.iter().any(|entry| is_other(&entry.value))),
            (Err(_), Err(_)) => {}
            (Err(ours), Ok(theirs)) => {
                let refused = theirs.iter().any(|(.., value)| is_other(value));
                prop_assert!(refused, "{ours:?}");
            }
        }
    }
}

fn is_other(value: &Value) -> bool {
    matches!(value, Value::Other(_))
}
