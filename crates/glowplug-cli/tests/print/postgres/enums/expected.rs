// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "camelCase"))]
    pub struct CamelCase;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "leading"))]
    pub struct Leading;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = r#"quo"ted"#))]
    pub struct QuoTed;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "snake_case_type"))]
    pub struct SnakeCaseType;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "Weird Type"))]
    pub struct WeirdType;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::WeirdType;
    use super::sql_types::QuoTed;
    use super::sql_types::Leading;
    use super::sql_types::SnakeCaseType;
    use super::sql_types::CamelCase;

    people (id) {
        id -> Int4,
        mood -> Mood,
        other -> Nullable<Mood>,
        weird -> Nullable<WeirdType>,
        q -> Nullable<QuoTed>,
        l -> Nullable<Array<Nullable<Leading>>>,
        s -> Nullable<SnakeCaseType>,
        c -> Nullable<CamelCase>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;

    pets (id) {
        id -> Int4,
        mood -> Nullable<Mood>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(people, pets,);
