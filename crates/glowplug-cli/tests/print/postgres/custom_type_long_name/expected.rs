// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(
        name = "a_long_name_of_a_type_in_it",
        schema = "another_very_long_name_of_a_schema"
    ))]
    pub struct ALongNameOfATypeInIt;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(
        name = "a_very_long_name_of_a_type_that_takes_all_of_the_sixty_three_c"
    ))]
    pub struct AVeryLongNameOfATypeThatTakesAllOfTheSixtyThreeC;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(
        name = "a_very_long_name_of_a_type_that_takes_all_of_the_sixty_three_ch"
    ))]
    pub struct AVeryLongNameOfATypeThatTakesAllOfTheSixtyThreeCh;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::AVeryLongNameOfATypeThatTakesAllOfTheSixtyThreeCh;
    use super::sql_types::ALongNameOfATypeInIt;
    use super::sql_types::AVeryLongNameOfATypeThatTakesAllOfTheSixtyThreeC;

    t (id) {
        id -> Int4,
        a -> Nullable<AVeryLongNameOfATypeThatTakesAllOfTheSixtyThreeCh>,
        b -> Nullable<ALongNameOfATypeInIt>,
        another_very_long_name_of_a_column_of_this_table_sixty_three_ch -> Nullable<Array<Nullable<AVeryLongNameOfATypeThatTakesAllOfTheSixtyThreeC>>>,
    }
}
