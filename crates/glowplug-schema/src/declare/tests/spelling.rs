//! Tests that a declaration means the same however it is spelled and ordered.

use glowplug::catalog::Catalog;
use glowplug::model::Database;
use proptest::prelude::*;

use crate::declare::difference::{Comparison, says_lengths};
use crate::declare::{Declared, Source, read};
use crate::dialect;

/// Types as they are printed, and other ways to write them.
const TYPES: &[(&str, &[&str])] = &[
    (
        "Int4",
        &[
            "Integer",
            "diesel::sql_types::Integer",
            "Serial",
            "::diesel::types::Int4",
        ],
    ),
    (
        "Int8",
        &["BigInt", "Bigint", "diesel::pg::sql_types::BigSerial"],
    ),
    (
        "Nullable<Text>",
        &[
            "Nullable <Text>",
            "diesel::sql_types::Nullable<diesel::sql_types::Text>",
        ],
    ),
    ("Varchar", &["VarChar", "diesel::sql_types::VarChar"]),
    (
        "Nullable<Array<Nullable<Int4>>>",
        &["Nullable<Array<Integer>>"],
    ),
    ("Float8", &["Double"]),
    ("Numeric", &["Decimal"]),
    ("Bytea", &["Binary"]),
    (
        "Timestamptz",
        &[
            "diesel::sql_types::Timestamptz",
            "diesel::pg::types::sql_types::Timestamptz",
        ],
    ),
    (
        "Int4range",
        &["Range<Integer>", "Range<diesel::sql_types::Int4>"],
    ),
    ("Macaddr", &["MacAddr"]),
    (
        "Mood",
        &[
            "super::sql_types::Mood",
            "database::schema::sql_types::Mood",
        ],
    ),
];

/// A table: the types of its columns, the chosen spelling of each, and whether the column is
/// renamed.
type Table = Vec<(usize, prop::sample::Index, bool)>;

fn tables() -> impl Strategy<Value = Vec<Table>> {
    let column = (0..TYPES.len(), any::<prop::sample::Index>(), any::<bool>());
    prop::collection::vec(prop::collection::vec(column, 1..8), 1..5)
}

const OWN: &str = "pub mod sql_types { #[derive(SqlType)]
    #[diesel(postgres_type(name = \"mood\"))] pub struct Mood; }";

fn printed(tables: &[Table]) -> String {
    let mut text = OWN.to_owned();
    for (place, table) in tables.iter().enumerate() {
        text += "diesel::table! { use diesel::sql_types::*; use super::sql_types::Mood;\n";
        text += &format!("t{place} (c0) {{");
        for (number, (of, _, renamed)) in table.iter().enumerate() {
            if *renamed {
                text += &format!(
                    "#[sql_name = \"c{number}\"] c{number}_ -> {},",
                    TYPES[*of].0
                );
            } else {
                text += &format!("c{number} -> {},", TYPES[*of].0);
            }
        }
        text += "} }\n";
    }
    text.replace("(c0) {#[sql_name = \"c0\"]", "(c0_) {#[sql_name = \"c0\"]")
}

/// Writes the same tables in reverse order and with other spellings.
fn spelled(tables: &[Table]) -> String {
    let mut text = String::new();
    for (place, table) in tables.iter().enumerate().rev() {
        text += &format!("table! {{ public.t{place}(c0) {{");
        for (number, (of, spelling, _)) in table.iter().enumerate().rev() {
            let spellings = TYPES[*of].1;
            text += &format!(
                "c{number} -> {},",
                spellings[spelling.index(spellings.len())]
            );
        }
        text += "} }\n";
    }
    text + OWN
}

fn declared(text: String) -> Declared {
    read(vec![Source::new("schema.rs", text)]).unwrap()
}

proptest! {
    #[test]
    fn spelling_and_order_say_nothing(tables in tables()) {
        let mut catalog = Catalog::empty(Database::Postgres);
        catalog.default_schema = Some("public".to_owned());
        let (before, after) = (declared(printed(&tables)), declared(spelled(&tables)));
        let comparison = Comparison {
            catalog: &catalog,
            words: dialect::of(Database::Postgres).conventions().unwrap(),
            schema: Some("public"),
            lengths: says_lengths(&before, &after),
            aliases: true,
        };
        let difference = comparison.difference(&before, &after);
        prop_assert!(difference.new.is_empty() && difference.gone.is_empty());
        for changed in &difference.changed {
            prop_assert!(changed.new.is_empty() && changed.gone.is_empty());
            prop_assert_eq!(&changed.before.key, &changed.after.key);
            for (before, after) in &changed.both {
                let (left, right) = (&before.data_type, &after.data_type);
                prop_assert!(!comparison.has_other_type(before, after), "{left:?} {right:?}");
                prop_assert!(!comparison.has_other_length(before, after));
                prop_assert_eq!(left.nullable, right.nullable);
            }
        }
    }
}

#[test]
fn lengths_that_were_never_said_are_no_difference() {
    let length = "#[max_length = 5]";
    let column = |name: &str, length: &str| format!("{length} {name} -> Varchar,");
    let table = |path: &str, first: &str, second: &str| {
        declared(format!(
            "{path}table! {{ t (a) {{ {} {} }} }}",
            column("a", first),
            column("b", second)
        ))
    };
    let both = table("diesel::", length, length);
    assert!(!says_lengths(&both, &table("diesel::", "", "")));
    assert!(says_lengths(&both, &table("diesel::", length, "")));
    let one = table("diesel::", length, "");
    assert!(says_lengths(&one, &table("diesel::", "", "")));
    assert!(!says_lengths(&one, &table("", "", "")));
}
