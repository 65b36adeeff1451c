// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "pair"))]
    pub struct Pair;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "points"))]
    pub struct Points;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::Points;
    use super::sql_types::Pair;

    lists (id) {
        id -> Int4,
        a -> Nullable<Array<Nullable<Int4>>>,
        b -> Array<Nullable<Int4>>,
        c -> Array<Nullable<Text>>,
        d -> Nullable<Array<Nullable<Varchar>>>,
        e -> Nullable<Array<Nullable<Mood>>>,
        f -> Nullable<Array<Nullable<Points>>>,
        g -> Nullable<Array<Nullable<Pair>>>,
        h -> Nullable<Array<Nullable<Numeric>>>,
        i -> Nullable<Array<Nullable<Timestamptz>>>,
    }
}
