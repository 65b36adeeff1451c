//! What a declaration leaves open, and what it cannot mean.

use glowplug::model::Database::Postgres;
use glowplug_schema::declare::{OpenQuestion, Options};

use super::SHOP;
use crate::declare::Case;

#[tokio::test]
async fn a_default_that_makes_values_of_another_type_goes() {
    let case = Case {
        from: "CREATE TABLE reports (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            kind varchar(9) DEFAULT upper('a'));",
        edits: &[
            ("id -> Uuid", "id -> Int4"),
            (
                "#[max_length = 9]\n        kind -> Nullable<Varchar>",
                "kind -> Nullable<Text>",
            ),
        ],
        then: "ALTER TABLE reports ALTER id DROP DEFAULT, ALTER id TYPE integer USING 0;
            ALTER TABLE reports ALTER kind TYPE text;",
        ..Case::default()
    };
    case.check(Postgres).await.unwrap();
}

#[tokio::test]
async fn a_key_takes_no_null() {
    for edits in [
        [(
            "id -> Int8,\n        user_id",
            "id -> Nullable<Int8>,\n        user_id",
        )],
        [("", "table! { more { id -> Nullable<Int8>, } }")],
    ] {
        let case = Case {
            from: SHOP,
            edits: &edits,
            ..Case::default()
        };
        let (from, ..) = crate::declare::states(Postgres, SHOP, "").await.unwrap();
        let error = case.target(&from).unwrap_err().to_string();
        assert!(
            error.contains("keys of PostgreSQL take no `NULL`"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_join_that_is_gone_is_a_foreign_key_that_is_gone() {
    let case = Case {
        from: SHOP,
        edits: &[("diesel::joinable!(orders -> users (user_id));", "")],
        then: "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;",
        ..Case::default()
    };
    let target = case.check(Postgres).await.unwrap();
    assert!(
        matches!(
            &target.open[..],
            [OpenQuestion::Unjoined { constraint }] if constraint.to_string().ends_with("orders_user_id_fkey")
        ),
        "{:?}",
        target.open
    );
}

#[tokio::test]
async fn what_is_kept_stays_although_it_is_not_declared() {
    let keep = ["constraint orders.*", "column users.e*", "table no_key"];
    let case = Case {
        from: SHOP,
        edits: &[
            ("diesel::joinable!(orders -> users (user_id));", ""),
            ("        email -> Nullable<Text>,\n", ""),
            ("total -> Int4", "total -> Int8"),
        ],
        then: "ALTER TABLE orders ALTER total TYPE bigint;",
        options: Options {
            keep: keep.map(str::to_owned).to_vec(),
            ..Options::default()
        },
        ..Case::default()
    };
    assert_eq!(case.check(Postgres).await.unwrap().open, []);
}
