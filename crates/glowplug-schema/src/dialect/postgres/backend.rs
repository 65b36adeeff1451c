//! Diesel's PostgreSQL backend: its paths, and the Rust type of each SQL type.

use crate::dialect::backend::{Backend, CHRONO, RangeType, TIMES, ValueType};

pub(super) const BACKEND: Backend = Backend {
    path: "diesel::pg::Pg",
    raw_value: "diesel::pg::PgValue",
    type_attribute: "postgres_type",
    types: TYPES,
    ranges: RANGES,
};

const TYPES: &[ValueType] = &[
    ValueType {
        names: &["Timestamptz"],
        text: "chrono::DateTime<chrono::Utc>",
        needs: CHRONO,
        also: TIMES,
    },
    ValueType {
        names: &["Uuid"],
        text: "uuid::Uuid",
        needs: Some(("uuid", "uuid")),
        also: &[],
    },
    ValueType {
        names: &["Interval"],
        text: "diesel::pg::data_types::PgInterval",
        needs: None,
        also: &["Duration"],
    },
    plain(&["Money"], "diesel::pg::data_types::PgMoney"),
    plain(&["Oid"], "u32"),
    plain(&["PgLsn"], "diesel::pg::data_types::PgLsn"),
    plain(&["CChar"], "u8"),
    plain(&["MacAddr", "Macaddr"], "[u8; 6]"),
    plain(&["MacAddr8", "Macaddr8"], "[u8; 8]"),
    ValueType {
        names: &["Inet", "Cidr"],
        text: "ipnetwork::IpNetwork",
        needs: Some(("ipnetwork", "network-address")),
        also: &["IpNet", "IpAddr"],
    },
];

const fn plain(names: &'static [&'static str], text: &'static str) -> ValueType {
    ValueType {
        names,
        text,
        needs: None,
        also: &[],
    }
}

const RANGES: &[RangeType] = &[
    range("Int4range", "Int4", false),
    range("Int8range", "Int8", false),
    range("Numrange", "Numeric", false),
    range("Tsrange", "Timestamp", false),
    range("Tstzrange", "Timestamptz", false),
    range("Daterange", "Date", false),
    range("Int4multirange", "Int4", true),
    range("Int8multirange", "Int8", true),
    range("Nummultirange", "Numeric", true),
    range("Tsmultirange", "Timestamp", true),
    range("Tstzmultirange", "Timestamptz", true),
    range("Datemultirange", "Date", true),
];

const fn range(name: &'static str, over: &'static str, is_multiple: bool) -> RangeType {
    RangeType {
        name,
        over,
        is_multiple,
    }
}
