// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Inet4"))]
    pub struct TFourInet4;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Uuid"))]
    pub struct TIdUuid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Inet6"))]
    pub struct TIpInet6;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::TIdUuid;
    use super::sql_types::TIpInet6;
    use super::sql_types::TFourInet4;

    t (id) {
        id -> TIdUuid,
        ip -> TIpInet6,
        four -> Nullable<TFourInet4>,
    }
}
