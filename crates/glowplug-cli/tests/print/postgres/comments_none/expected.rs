// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "odd table"]
    odd_table (id) {
        id -> Int4,
        plain -> Nullable<Int4>,
        #[sql_name = "odd column"]
        odd_column -> Nullable<Text>,
        #[max_length = 5]
        length -> Nullable<Varchar>,
    }
}

diesel::table! {
    uncommented (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(odd_table, uncommented,);
