// @generated automatically by Diesel CLI.

diesel::table! {
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) {
        #[max_length = 10]
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -> Varchar,
        ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc -> Array<Nullable<Timestamptz>>,
    }
}

diesel::table! {
    ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd (id) {
        id -> Int4,
        eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee -> Nullable<Varchar>,
    }
}

diesel::joinable!(ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd -> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee));

diesel::allow_tables_to_appear_in_same_query!(
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
    ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,
);
