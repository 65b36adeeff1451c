// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Point"))]
    pub struct OddTablePlacePoint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct PeopleTagsSet;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::OddTablePlacePoint;

    #[sql_name = "odd table"]
    odd_table (id) {
        id -> Integer,
        #[sql_name = "type"]
        #[max_length = 1]
        type_ -> Nullable<Enum>,
        place -> Nullable<OddTablePlacePoint>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::PeopleTagsSet;

    people (id) {
        id -> Integer,
        #[max_length = 9]
        mood -> Enum,
        #[max_length = 1]
        size -> Nullable<Enum>,
        #[max_length = 8]
        tags -> Nullable<PeopleTagsSet>,
        #[max_length = 11]
        odd -> Nullable<Enum>,
        #[max_length = 8]
        unsigned_word -> Nullable<Unsigned<Enum>>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(odd_table, people,);
