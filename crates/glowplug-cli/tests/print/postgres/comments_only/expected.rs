// @generated automatically by Diesel CLI.

diesel::table! {
    /// First line, with "quotes" and it's fine.
    ///
    /// Indented second.
    /// Tab first
    /// /* not a comment */ // nor this
    /// # attribute
    #[sql_name = "odd table"]
    odd_table (id) {
        id -> Int4,
        plain -> Nullable<Int4>,
        /// Windows
        /// lines
        #[sql_name = "odd column"]
        odd_column -> Nullable<Text>,
        /// back\slash, brace } and { and ünï 日本
        #[max_length = 5]
        length -> Nullable<Varchar>,
    }
}

diesel::table! {
    ///
    uncommented (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(odd_table, uncommented,);
