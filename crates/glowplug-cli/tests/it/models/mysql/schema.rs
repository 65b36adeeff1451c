// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct ServersColorEnum;

    #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Enum"))]
    pub struct ServersSizeEnum;
}

diesel::table! {
    channels (id) {
        id -> Integer,
        server_id -> Unsigned<Bigint>,
        #[max_length = 100]
        name -> Nullable<Varchar>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::ServersSizeEnum;
    use super::sql_types::ServersColorEnum;

    servers (server_id) {
        server_id -> Unsigned<Bigint>,
        #[max_length = 100]
        name -> Varchar,
        #[max_length = 10]
        size -> ServersSizeEnum,
        #[max_length = 4]
        color -> Nullable<ServersColorEnum>,
        is_public -> Bool,
        members -> Unsigned<Integer>,
        flags -> Nullable<Unsigned<Tinyint>>,
        price -> Nullable<Decimal>,
        letters -> Nullable<Integer>,
        created_at -> Timestamp,
        seen_at -> Nullable<Datetime>,
    }
}

diesel::joinable!(channels -> servers (server_id));

diesel::allow_tables_to_appear_in_same_query!(channels, servers,);
