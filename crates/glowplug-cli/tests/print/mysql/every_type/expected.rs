// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct MomentsIYear;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Year"))]
    pub struct MomentsJYear;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct NumbersHMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Mediumint"))]
    pub struct NumbersIMediumint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Geometry"))]
    pub struct OthersCGeometry;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Point"))]
    pub struct OthersDPoint;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(mysql_type(name = "Polygon"))]
    pub struct OthersEPolygon;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::MomentsIYear;
    use super::sql_types::MomentsJYear;

    moments (a) {
        a -> Timestamp,
        b -> Nullable<Timestamp>,
        c -> Nullable<Timestamp>,
        d -> Nullable<Datetime>,
        e -> Nullable<Datetime>,
        f -> Nullable<Date>,
        g -> Nullable<Time>,
        h -> Nullable<Time>,
        i -> Nullable<MomentsIYear>,
        j -> Nullable<MomentsJYear>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::NumbersHMediumint;
    use super::sql_types::NumbersIMediumint;

    numbers (a) {
        a -> Tinyint,
        b -> Nullable<Bool>,
        c -> Bool,
        d -> Nullable<Unsigned<Tinyint>>,
        e -> Nullable<Unsigned<Tinyint>>,
        f -> Nullable<Smallint>,
        g -> Nullable<Unsigned<Smallint>>,
        h -> Nullable<NumbersHMediumint>,
        i -> Nullable<Unsigned<NumbersIMediumint>>,
        j -> Nullable<Integer>,
        k -> Unsigned<Integer>,
        l -> Nullable<Integer>,
        m -> Nullable<Bigint>,
        n -> Nullable<Unsigned<Bigint>>,
        o -> Nullable<Decimal>,
        p -> Nullable<Decimal>,
        q -> Nullable<Unsigned<Decimal>>,
        r -> Nullable<Float>,
        s -> Nullable<Unsigned<Float>>,
        t -> Nullable<Double>,
        u -> Nullable<Unsigned<Double>>,
        v -> Nullable<Float>,
        w -> Nullable<Unsigned<Double>>,
        x -> Nullable<Decimal>,
        y -> Nullable<Double>,
        z -> Nullable<Bit>,
        aa -> Nullable<Bit>,
        ab -> Nullable<Unsigned<Integer>>,
        ac -> Nullable<Unsigned<Bigint>>,
        ad -> Nullable<Tinyint>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::OthersCGeometry;
    use super::sql_types::OthersDPoint;
    use super::sql_types::OthersEPolygon;

    others (a) {
        a -> Integer,
        b -> Nullable<Longtext>,
        c -> Nullable<OthersCGeometry>,
        d -> Nullable<OthersDPoint>,
        e -> Nullable<OthersEPolygon>,
    }
}

diesel::table! {
    texts (a) {
        #[max_length = 1]
        a -> Char,
        #[max_length = 5]
        b -> Nullable<Char>,
        #[max_length = 1]
        c -> Nullable<Varchar>,
        #[max_length = 255]
        d -> Varchar,
        e -> Nullable<Tinytext>,
        f -> Nullable<Text>,
        g -> Nullable<Mediumtext>,
        h -> Nullable<Longtext>,
        #[max_length = 1]
        i -> Nullable<Binary>,
        #[max_length = 5]
        j -> Nullable<Binary>,
        #[max_length = 255]
        k -> Nullable<Varbinary>,
        l -> Nullable<Tinyblob>,
        m -> Nullable<Blob>,
        n -> Nullable<Mediumblob>,
        o -> Nullable<Longblob>,
        #[max_length = 10]
        p -> Nullable<Varchar>,
        q -> Nullable<Text>,
        #[max_length = 10]
        r -> Nullable<Char>,
        #[max_length = 10]
        s -> Nullable<Varchar>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(moments, numbers, others, texts,);
