//! Converts the driver's rows to plain values.
//!
//! The conversion follows MySQL's types: whole numbers, years and bits become integers (text if
//! they exceed `i64`); decimals, dates and times become text in the server's format; text, `ENUM`,
//! `SET` and JSON become text. The driver cannot tell bytes from text with a binary collation (such
//! as MariaDB's JSON), so these become text if they are UTF-8 without control characters, and
//! otherwise bytes.

use std::cell::Cell;
use std::fmt::Write as _;
use std::mem::offset_of;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::mysql::data_types::MysqlTime;
use diesel::mysql::{Mysql, MysqlType, MysqlValue};
use diesel::row::{Field, Row};
use diesel::sql_types::{Datetime, Untyped};

use crate::model::Value;

/// One row of any statement.
pub(super) struct AnyRow {
    pub(super) names: Vec<String>,
    pub(super) values: Vec<Value>,
}

impl FromSqlRow<Untyped, Mysql> for AnyRow {
    fn build_from_row<'a>(row: &impl Row<'a, Mysql>) -> deserialize::Result<Self> {
        let count = row.field_count();
        let mut names = Vec::with_capacity(count);
        let mut values = Vec::with_capacity(count);
        for index in 0..count {
            let Some(field) = row.get(index) else {
                continue;
            };
            names.push(field.field_name().unwrap_or_default().to_owned());
            match quietly(|| field.value().map(value)) {
                Some(value) => values.push(value.transpose()?.unwrap_or(Value::Null)),
                None => return Err(Box::new(Unreadable(names.pop().unwrap_or_default()))),
            }
        }
        Ok(Self { names, values })
    }
}

/// The error for a column type that the driver does not support, such as `GEOMETRY` or `VECTOR`.
#[derive(Debug, thiserror::Error)]
#[error(
    "the type of column `{0}` cannot be read; convert it in the statement: `ST_AsText({0})`, `HEX({0})`"
)]
pub(super) struct Unreadable(pub(super) String);

thread_local! {
    /// Whether a value is being read at this moment.
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Reads a value. The driver panics on types that it does not support; this returns `None`, and
/// suppresses the panic's message.
fn quietly<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !READING.get() {
                usual(panic);
            }
        }));
    });
    READING.set(true);
    let value = catch_unwind(AssertUnwindSafe(read));
    READING.set(false);
    value.ok()
}

fn value(value: MysqlValue<'_>) -> deserialize::Result<Value> {
    let bytes = value.as_bytes();
    Ok(match value.value_type() {
        MysqlType::Tiny | MysqlType::Short | MysqlType::Long | MysqlType::LongLong => {
            Value::Integer(i64::from_le_bytes(eight(bytes)?))
        }
        MysqlType::UnsignedTiny
        | MysqlType::UnsignedShort
        | MysqlType::UnsignedLong
        | MysqlType::UnsignedLongLong => unsigned(u64::from_le_bytes(eight(bytes)?)),
        MysqlType::Bit => unsigned(bits(bytes)),
        MysqlType::Float => {
            let number = f32::from_le_bytes(bytes.try_into()?);
            // Uses the shortest text for this `f32`, as the server does: 0.1 instead of
            // 0.10000000149011612.
            Value::Real(number.to_string().parse()?)
        }
        MysqlType::Double => Value::Real(f64::from_le_bytes(eight(bytes)?)),
        MysqlType::Date => Value::Text(date(&time(value)?)?),
        MysqlType::DateTime | MysqlType::Timestamp => {
            let time = time(value)?;
            Value::Text(format!("{} {}", date(&time)?, clock(&time)?))
        }
        MysqlType::Time => Value::Text(clock(&time(value)?)?),
        MysqlType::Blob => text(bytes).filter(|text| is_plain(text)).map_or_else(
            || Value::Bytes(bytes.to_vec()),
            |text| Value::Text(text.to_owned()),
        ),
        _ => text(bytes).map_or_else(
            || Value::Bytes(bytes.to_vec()),
            |text| Value::Text(text.to_owned()),
        ),
    })
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn is_plain(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Checks for eight bytes: the driver encodes all integers and doubles so, whatever the column's
/// type.
fn eight(bytes: &[u8]) -> deserialize::Result<[u8; 8]> {
    Ok(bytes.try_into()?)
}

fn unsigned(number: u64) -> Value {
    i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Integer)
}

fn bits(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Reads a time. The driver encodes negative times correctly but refuses to read them, so the sign
/// is read separately.
fn time(value: MysqlValue<'_>) -> deserialize::Result<MysqlTime> {
    let mut bytes = value.as_bytes().to_vec();
    let sign = bytes.get_mut(offset_of!(MysqlTime, neg));
    let is_negative = sign.is_some_and(|sign| std::mem::take(sign) != 0);
    let positive = MysqlValue::new(&bytes, value.value_type());
    let mut time = <MysqlTime as FromSql<Datetime, Mysql>>::from_sql(positive)?;
    time.neg = is_negative;
    Ok(time)
}

fn date(time: &MysqlTime) -> Result<String, std::fmt::Error> {
    let mut text = String::with_capacity(10);
    write!(text, "{:04}-{:02}-{:02}", time.year, time.month, time.day)?;
    Ok(text)
}

/// Formats a time. `TIME` may exceed a day, and the driver keeps its days apart. The column's
/// precision is not known here, so the fraction has three or six digits, as needed.
fn clock(time: &MysqlTime) -> Result<String, std::fmt::Error> {
    let mut text = String::with_capacity(16);
    let is_span = time.year == 0 && time.month == 0 && time.day != 0;
    let hours = time.hour + if is_span { time.day * 24 } else { 0 };
    let sign = if time.neg { "-" } else { "" };
    write!(
        text,
        "{sign}{hours:02}:{:02}:{:02}",
        time.minute, time.second
    )?;
    match time.second_part {
        0 => {}
        micros if micros % 1000 == 0 => write!(text, ".{:03}", micros / 1000)?,
        micros => write!(text, ".{micros:06}")?,
    }
    Ok(text)
}
