// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Nullable<BigInt>,
        b_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    b (id) {
        id -> BigInt,
    }
}

diesel::table! {
    c (rowid) {
        rowid -> BigInt,
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    d (one, two) {
        one -> Nullable<Integer>,
        two -> Nullable<Integer>,
    }
}

diesel::table! {
    e (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    f (id) {
        id -> Integer,
    }
}

diesel::table! {
    g (id) {
        id -> Nullable<BigInt>,
        f_id -> Nullable<Integer>,
        c_id -> Nullable<BigInt>,
        e_id -> Nullable<BigInt>,
        d_id -> Nullable<Integer>,
        gone -> Nullable<Integer>,
        x -> Nullable<Text>,
    }
}

diesel::table! {
    h (id) {
        id -> Nullable<Text>,
    }
}

diesel::table! {
    i (id) {
        id -> Nullable<BigInt>,
        h_id -> Nullable<BigInt>,
        two -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> Nullable<Integer>,
    }
}

diesel::table! {
    j (id) {
        id -> Nullable<BigInt>,
        a_id -> Nullable<Integer>,
        b_id -> Nullable<Integer>,
    }
}

diesel::joinable!(a -> b (b_id));
diesel::joinable!(g -> a (x));
diesel::joinable!(g -> c (c_id));
diesel::joinable!(g -> e (e_id));
diesel::joinable!(g -> f (f_id));
diesel::joinable!(i -> f (two));
diesel::joinable!(i -> h (h_id));

diesel::allow_tables_to_appear_in_same_query!(a, b, c, d, e, f, g, h, i, j,);
