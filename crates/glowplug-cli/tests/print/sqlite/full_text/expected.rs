// @generated automatically by Diesel CLI.

diesel::table! {
    docs (rowid) {
        rowid -> Integer,
        title -> Nullable<Binary>,
        body -> Nullable<Binary>,
        #[sql_name = "docs"]
        docs_ -> Nullable<Binary>,
        rank -> Nullable<Binary>,
    }
}

diesel::table! {
    docs_config (k) {
        k -> Binary,
        v -> Nullable<Binary>,
    }
}

diesel::table! {
    docs_content (id) {
        id -> Nullable<Integer>,
        c0 -> Nullable<Binary>,
        c1 -> Nullable<Binary>,
    }
}

diesel::table! {
    docs_data (id) {
        id -> Nullable<Integer>,
        block -> Nullable<Binary>,
    }
}

diesel::table! {
    docs_docsize (id) {
        id -> Nullable<Integer>,
        sz -> Nullable<Binary>,
    }
}

diesel::table! {
    docs_idx (segid, term) {
        segid -> Binary,
        term -> Binary,
        pgno -> Nullable<Binary>,
    }
}

diesel::table! {
    notes (id) {
        id -> Nullable<Integer>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    docs,
    docs_config,
    docs_content,
    docs_data,
    docs_docsize,
    docs_idx,
    notes,
);
