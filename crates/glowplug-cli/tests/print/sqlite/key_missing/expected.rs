// @generated automatically by Diesel CLI.

diesel::table! {
    a (rowid) {
        rowid -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    b (oid) {
        oid -> Integer,
        rowid -> Nullable<Text>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    c (_rowid_) {
        _rowid_ -> Integer,
        rowid -> Nullable<Text>,
        oid -> Nullable<Integer>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    e (rowid) {
        rowid -> Integer,
        x -> Nullable<Text>,
        a_id -> Nullable<Integer>,
    }
}

diesel::joinable!(e -> a (a_id));

diesel::allow_tables_to_appear_in_same_query!(a, b, c, e,);
