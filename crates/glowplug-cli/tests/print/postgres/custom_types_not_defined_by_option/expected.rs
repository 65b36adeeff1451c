// @generated automatically by Diesel CLI.

diesel::table! {
    people (id) {
        id -> Int4,
        mood -> Mood,
        size -> Nullable<Size>,
        search -> Nullable<Tsvector>,
    }
}
