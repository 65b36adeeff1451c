//! Diesel's MySQL backend.

use crate::dialect::backend::{Backend, ValueType};

pub(super) const BACKEND: Backend = Backend {
    path: "diesel::mysql::Mysql",
    raw_value: "diesel::mysql::MysqlValue",
    type_attribute: "mysql_type",
    types: &[ValueType {
        names: &["TinyInt", "Tinyint"],
        text: "i8",
        needs: None,
        also: &[],
    }],
    ranges: &[],
};
