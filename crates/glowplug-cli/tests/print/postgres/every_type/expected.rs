// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "box", schema = "pg_catalog"))]
    pub struct Box;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "cid", schema = "pg_catalog"))]
    pub struct Cid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "circle", schema = "pg_catalog"))]
    pub struct Circle;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "hstore"))]
    pub struct Hstore;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "jsonpath", schema = "pg_catalog"))]
    pub struct Jsonpath;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "line", schema = "pg_catalog"))]
    pub struct Line;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "lquery"))]
    pub struct Lquery;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "lseg", schema = "pg_catalog"))]
    pub struct Lseg;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "ltree"))]
    pub struct Ltree;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "name", schema = "pg_catalog"))]
    pub struct Name;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "path", schema = "pg_catalog"))]
    pub struct Path;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "pg_snapshot", schema = "pg_catalog"))]
    pub struct PgSnapshot;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "point", schema = "pg_catalog"))]
    pub struct Point;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "polygon", schema = "pg_catalog"))]
    pub struct Polygon;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "regclass", schema = "pg_catalog"))]
    pub struct Regclass;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "regproc", schema = "pg_catalog"))]
    pub struct Regproc;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "regtype", schema = "pg_catalog"))]
    pub struct Regtype;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tid", schema = "pg_catalog"))]
    pub struct Tid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "timetz", schema = "pg_catalog"))]
    pub struct Timetz;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsquery", schema = "pg_catalog"))]
    pub struct Tsquery;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "txid_snapshot", schema = "pg_catalog"))]
    pub struct TxidSnapshot;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "varbit", schema = "pg_catalog"))]
    pub struct Varbit;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xid", schema = "pg_catalog"))]
    pub struct Xid;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xml", schema = "pg_catalog"))]
    pub struct Xml;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Varbit;

    bits (a) {
        #[max_length = 1]
        a -> Bit,
        #[max_length = 8]
        b -> Nullable<Bit>,
        c -> Nullable<Varbit>,
        #[max_length = 16]
        d -> Nullable<Varbit>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Xml;
    use super::sql_types::Jsonpath;
    use super::sql_types::Tsvector;
    use super::sql_types::Tsquery;
    use super::sql_types::Hstore;
    use super::sql_types::Ltree;
    use super::sql_types::Lquery;

    documents (a) {
        a -> Uuid,
        b -> Nullable<Json>,
        c -> Nullable<Jsonb>,
        d -> Nullable<Xml>,
        e -> Nullable<Jsonpath>,
        f -> Nullable<Tsvector>,
        g -> Nullable<Tsquery>,
        h -> Nullable<Hstore>,
        i -> Nullable<Ltree>,
        j -> Nullable<Lquery>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Timetz;

    moments (a) {
        a -> Timestamp,
        b -> Nullable<Timestamptz>,
        c -> Nullable<Timestamp>,
        d -> Nullable<Timestamptz>,
        e -> Nullable<Date>,
        f -> Nullable<Time>,
        g -> Nullable<Timetz>,
        h -> Nullable<Interval>,
        i -> Nullable<Interval>,
        j -> Nullable<Interval>,
    }
}

diesel::table! {
    networks (a) {
        a -> Inet,
        b -> Nullable<Cidr>,
        c -> Nullable<Macaddr>,
        d -> Nullable<Macaddr8>,
    }
}

diesel::table! {
    numbers (a) {
        a -> Int2,
        b -> Nullable<Int4>,
        c -> Nullable<Int8>,
        d -> Nullable<Numeric>,
        e -> Nullable<Numeric>,
        f -> Nullable<Float4>,
        g -> Nullable<Float8>,
        h -> Nullable<Money>,
        i -> Int2,
        j -> Int4,
        k -> Int8,
        l -> Nullable<Oid>,
        m -> Nullable<Bool>,
        n -> Nullable<Float4>,
        o -> Nullable<Numeric>,
    }
}

diesel::table! {
    ranges (a) {
        a -> Int4range,
        b -> Nullable<Int8range>,
        c -> Nullable<Numrange>,
        d -> Nullable<Tsrange>,
        e -> Nullable<Tstzrange>,
        f -> Nullable<Daterange>,
        g -> Nullable<Int4multirange>,
        h -> Nullable<Int8multirange>,
        i -> Nullable<Nummultirange>,
        j -> Nullable<Tsmultirange>,
        k -> Nullable<Tstzmultirange>,
        l -> Nullable<Datemultirange>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Point;
    use super::sql_types::Line;
    use super::sql_types::Lseg;
    use super::sql_types::Box;
    use super::sql_types::Path;
    use super::sql_types::Polygon;
    use super::sql_types::Circle;

    shapes (id) {
        a -> Nullable<Point>,
        b -> Nullable<Line>,
        c -> Nullable<Lseg>,
        d -> Nullable<Box>,
        e -> Nullable<Path>,
        f -> Nullable<Polygon>,
        g -> Nullable<Circle>,
        id -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Regclass;
    use super::sql_types::Regproc;
    use super::sql_types::Xid;
    use super::sql_types::TxidSnapshot;
    use super::sql_types::Cid;
    use super::sql_types::Tid;
    use super::sql_types::PgSnapshot;
    use super::sql_types::Regtype;

    systems (a) {
        a -> Regclass,
        b -> Nullable<Regproc>,
        c -> Nullable<PgLsn>,
        d -> Nullable<Xid>,
        e -> Nullable<TxidSnapshot>,
        f -> Nullable<Cid>,
        g -> Nullable<Tid>,
        h -> Nullable<PgSnapshot>,
        i -> Nullable<Regtype>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Name;

    texts (a) {
        a -> Text,
        b -> Nullable<Varchar>,
        #[max_length = 255]
        c -> Nullable<Varchar>,
        #[max_length = 1]
        d -> Nullable<Bpchar>,
        #[max_length = 3]
        e -> Nullable<Bpchar>,
        f -> Nullable<Citext>,
        g -> Nullable<Name>,
        h -> Nullable<Char>,
        i -> Nullable<Bytea>,
        j -> Nullable<Bpchar>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    bits, documents, moments, networks, numbers, ranges, shapes, systems, texts,
);
