// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "a_type_whose_name_is_as_long_as_the_names_of_types_may_be"))]
    pub struct ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe;

    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;
}

diesel::table! {
    categories (category_id) {
        category_id -> Int8,
        name -> Text,
        server_id -> Int8,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Tsvector;

    habits (id) {
        id -> Int4,
        person_id -> Uuid,
        born -> Nullable<Date>,
        wakes -> Nullable<Time>,
        seen -> Nullable<Timestamp>,
        balance -> Numeric,
        picture -> Nullable<Bytea>,
        scores -> Nullable<Array<Nullable<Float8>>>,
        years -> Nullable<Int4range>,
        stays -> Nullable<Tstzmultirange>,
        holidays -> Datemultirange,
        patience -> Nullable<Interval>,
        search -> Nullable<Tsvector>,
    }
}

diesel::table! {
    memberships (server_id, person_id) {
        server_id -> Int8,
        person_id -> Uuid,
    }
}

diesel::table! {
    messages (id) {
        id -> Int8,
        author_id -> Uuid,
        reader_id -> Nullable<Uuid>,
        category_id -> Nullable<Int8>,
        a_column_whose_name_is_as_long_as_the_names_of_columns_may_be -> Array<Nullable<Text>>,
    }
}

diesel::table! {
    options (id) {
        id -> Int4,
        value -> Nullable<Int2>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe;

    people (id) {
        id -> Uuid,
        email -> Text,
        #[sql_name = "type"]
        type_ -> Text,
        #[max_length = 40]
        displayName -> Nullable<Varchar>,
        mood -> Mood,
        moods -> Nullable<Array<Nullable<Mood>>>,
        extent -> Nullable<ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe>,
        nickname -> Nullable<Text>,
        tags -> Array<Nullable<Text>>,
        settings -> Jsonb,
        initials -> Nullable<Text>,
        friend_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    servers (server_id) {
        server_id -> Int8,
        name -> Text,
    }
}

diesel::joinable!(categories -> servers (server_id));
diesel::joinable!(habits -> people (person_id));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(memberships -> servers (server_id));
diesel::joinable!(messages -> categories (category_id));

diesel::allow_tables_to_appear_in_same_query!(
    categories,
    habits,
    memberships,
    messages,
    options,
    people,
    servers,
);
