// @generated automatically by Diesel CLI.

diesel::table! {
    places (id) {
        id -> Int4,
        srid -> Nullable<Int4>,
        name -> Nullable<Citext>,
    }
}

diesel::table! {
    /// Systems.
    spatial_ref_sys (srid) {
        /// Key.
        srid -> Int4,
        #[max_length = 256]
        auth_name -> Nullable<Varchar>,
        auth_srid -> Nullable<Int4>,
        #[max_length = 2048]
        srtext -> Nullable<Varchar>,
        tags -> Nullable<Array<Nullable<Text>>>,
    }
}

diesel::joinable!(places -> spatial_ref_sys (srid));

diesel::allow_tables_to_appear_in_same_query!(places, spatial_ref_sys,);
