// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Point"))]
    pub struct OddTablePlacePoint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct OddTableTypeEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct PeopleMoodEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct PeopleOddEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct PeopleSizeEnum;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Set"))]
    pub struct PeopleTagsSet;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct PeopleUnsignedWordEnum;
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;
    use super::sql_types::OddTableTypeEnum;
    use super::sql_types::OddTablePlacePoint;

    #[sql_name = "odd table"]
    odd_table (id) {
        id -> Integer,
        #[sql_name = "type"]
        #[max_length = 1]
        type_ -> Nullable<OddTableTypeEnum>,
        place -> Nullable<OddTablePlacePoint>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;
    use super::sql_types::PeopleMoodEnum;
    use super::sql_types::PeopleSizeEnum;
    use super::sql_types::PeopleTagsSet;
    use super::sql_types::PeopleOddEnum;
    use super::sql_types::PeopleUnsignedWordEnum;

    people (id) {
        id -> Integer,
        #[max_length = 9]
        mood -> PeopleMoodEnum,
        #[max_length = 1]
        size -> Nullable<PeopleSizeEnum>,
        #[max_length = 8]
        tags -> Nullable<PeopleTagsSet>,
        #[max_length = 11]
        odd -> Nullable<PeopleOddEnum>,
        #[max_length = 8]
        unsigned_word -> Nullable<Unsigned<PeopleUnsignedWordEnum>>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(odd_table, people,);
