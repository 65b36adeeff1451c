// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    #[sql_name = "odd table"]
    odd_table (id) {
        id -> Integer,
        #[sql_name = "type"]
        #[max_length = 1]
        type_ -> Nullable<Enum>,
        place -> Nullable<Point>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    people (id) {
        id -> Integer,
        #[max_length = 9]
        mood -> Enum,
        #[max_length = 1]
        size -> Nullable<Enum>,
        #[max_length = 8]
        tags -> Nullable<Set>,
        #[max_length = 11]
        odd -> Nullable<Enum>,
        #[max_length = 8]
        unsigned_word -> Nullable<Unsigned<Enum>>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(odd_table, people,);
