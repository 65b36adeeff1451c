//! Decodes result values from PostgreSQL's binary format. The layouts are those of each type's
//! `_send` function in the server.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use fallible_iterator::FallibleIterator;
use postgres_protocol::types as wire;
use tokio_postgres::types::{FromSql, Type};

use crate::model::Value;

/// Error for a value that cannot be decoded.
#[derive(Debug)]
pub(super) struct Unsupported;

/// Decodes a value of the type with this OID.
pub(super) fn decode(oid: u32, bytes: &[u8]) -> Result<Value, Unsupported> {
    let kind = Type::from_oid(oid).ok_or(Unsupported)?;
    let value = match kind {
        Type::BOOL => Value::Bool(read(&kind, bytes)?),
        Type::INT2 => Value::Integer(read::<i16>(&kind, bytes)?.into()),
        Type::INT4 => Value::Integer(read::<i32>(&kind, bytes)?.into()),
        Type::INT8 => Value::Integer(read(&kind, bytes)?),
        Type::OID => Value::Integer(read::<u32>(&kind, bytes)?.into()),
        Type::FLOAT4 => Value::Real(read::<f32>(&kind, bytes)?.into()),
        Type::FLOAT8 => Value::Real(read(&kind, bytes)?),
        Type::BYTEA => Value::Bytes(bytes.to_vec()),
        Type::TEXT
        | Type::VARCHAR
        | Type::BPCHAR
        | Type::NAME
        | Type::UNKNOWN
        | Type::CHAR
        | Type::JSON
        | Type::XML => Value::Text(text(bytes)?),
        Type::JSONB => Value::Text(text(bytes.get(1..).ok_or(Unsupported)?)?),
        Type::VOID => Value::Text(String::new()),
        Type::UUID => Value::Text(uuid(bytes)?),
        Type::NUMERIC => Value::Text(numeric(bytes).ok_or(Unsupported)?),
        Type::DATE => Value::Text(date(read_date(bytes)?)?),
        Type::TIME => Value::Text(time(wire::time_from_sql(bytes).map_err(|_| Unsupported)?)?),
        Type::TIMESTAMP => Value::Text(timestamp(bytes, "")?),
        // The session's time zone is UTC.
        Type::TIMESTAMPTZ => Value::Text(timestamp(bytes, "+00")?),
        _ => Value::Text(array(&kind, bytes)?),
    };
    Ok(value)
}

fn read<'b, T: FromSql<'b>>(kind: &Type, bytes: &'b [u8]) -> Result<T, Unsupported> {
    T::from_sql(kind, bytes).map_err(|_| Unsupported)
}

fn text(bytes: &[u8]) -> Result<String, Unsupported> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Unsupported)
}

fn uuid(bytes: &[u8]) -> Result<String, Unsupported> {
    let number: [u8; 16] = bytes.try_into().map_err(|_| Unsupported)?;
    let digits = format!("{:032x}", u128::from_be_bytes(number));
    Ok([8, 12, 16, 20]
        .iter()
        .rev()
        .fold(digits, |mut text, place| {
            text.insert(*place, '-');
            text
        }))
}

/// Decodes the output of `numeric_send`: counts, then digits in base 10,000.
fn numeric(bytes: &[u8]) -> Option<String> {
    let words: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    let [_, weight, sign, scale, digits @ ..] = words.as_slice() else {
        return None;
    };
    let minus = match sign {
        0x0000 => "",
        0x4000 => "-",
        0xC000 => return Some("NaN".to_owned()),
        0xD000 => return Some("Infinity".to_owned()),
        0xF000 => return Some("-Infinity".to_owned()),
        _ => return None,
    };
    let weight = i32::from(weight.cast_signed());
    let digit = |place: i32| {
        let index = usize::try_from(weight - place).ok();
        index
            .and_then(|index| digits.get(index))
            .copied()
            .unwrap_or(0)
    };
    let whole: String = (0..=weight.max(0))
        .rev()
        .map(|place| format!("{:04}", digit(place)))
        .collect();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let scale = usize::from(*scale);
    if scale == 0 {
        return Some(format!("{minus}{whole}"));
    }
    let groups = i32::try_from(scale.div_ceil(4)).ok()?;
    let mut fraction: String = (1..=groups)
        .map(|place| format!("{:04}", digit(-place)))
        .collect();
    fraction.truncate(scale);
    Some(format!("{minus}{whole}.{fraction}"))
}

fn read_date(bytes: &[u8]) -> Result<i32, Unsupported> {
    wire::date_from_sql(bytes).map_err(|_| Unsupported)
}

fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).expect("PostgreSQL's epoch is a date")
}

/// Formats a number of days since the epoch as a date.
fn date(days: i32) -> Result<String, Unsupported> {
    match days {
        i32::MAX => Ok("infinity".to_owned()),
        i32::MIN => Ok("-infinity".to_owned()),
        days => epoch()
            .checked_add_signed(TimeDelta::days(days.into()))
            .filter(|date| *date >= NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default())
            .map(|date| date.format("%Y-%m-%d").to_string())
            .ok_or(Unsupported),
    }
}

/// Formats microseconds since midnight as a time.
fn time(microseconds: i64) -> Result<String, Unsupported> {
    let time = NaiveTime::MIN + TimeDelta::microseconds(microseconds);
    Ok(fraction(time.format("%H:%M:%S%.6f").to_string()))
}

/// Formats microseconds since the epoch as a timestamp.
fn timestamp(bytes: &[u8], zone: &str) -> Result<String, Unsupported> {
    let microseconds = wire::timestamp_from_sql(bytes).map_err(|_| Unsupported)?;
    match microseconds {
        i64::MAX => return Ok("infinity".to_owned()),
        i64::MIN => return Ok("-infinity".to_owned()),
        _ => {}
    }
    let start: NaiveDateTime = epoch().and_time(NaiveTime::MIN);
    let moment = start.checked_add_signed(TimeDelta::microseconds(microseconds));
    let moment = moment.filter(|moment| moment.and_utc().timestamp() > -62_135_596_801);
    let moment = moment.ok_or(Unsupported)?;
    let text = fraction(moment.format("%Y-%m-%d %H:%M:%S%.6f").to_string());
    Ok(text + zone)
}

/// Removes trailing zeros from the fraction, as the server does.
fn fraction(text: String) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Formats a one-dimensional array as the server does: `{a,"b c",NULL}`.
fn array(kind: &Type, bytes: &[u8]) -> Result<String, Unsupported> {
    let tokio_postgres::types::Kind::Array(_) = kind.kind() else {
        return Err(Unsupported);
    };
    let array = wire::array_from_sql(bytes).map_err(|_| Unsupported)?;
    if array.dimensions().count().map_err(|_| Unsupported)? > 1 {
        return Err(Unsupported);
    }
    let oid = array.element_type();
    let elements = array.values().map(|element| {
        element
            .map(|bytes| decode(oid, bytes).and_then(|value| element_text(&value)))
            .unwrap_or_else(|| Ok("NULL".to_owned()))
            .map_err(|_| "unsupported".into())
    });
    let elements: Vec<String> = elements.collect().map_err(|_| Unsupported)?;
    Ok(format!("{{{}}}", elements.join(",")))
}

fn element_text(value: &Value) -> Result<String, Unsupported> {
    let text = match value {
        Value::Bool(truth) => if *truth { "t" } else { "f" }.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Null | Value::Real(_) | Value::Bytes(_) => return Err(Unsupported),
    };
    let special = |c: char| c.is_whitespace() || "{},\"\\".contains(c);
    if text.is_empty() || text.contains(special) || text.eq_ignore_ascii_case("null") {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        return Ok(format!("\"{escaped}\""));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_type_is_not_guessed() {
        assert!(decode(1_000_000, b"x").is_err());
        assert!(decode(Type::INTERVAL.oid(), &[0; 16]).is_err());
        assert!(decode(Type::INT4.oid(), b"x").is_err());
    }

    #[test]
    fn a_uuid_has_its_hyphens() {
        let bytes: Vec<u8> = (0..16).collect();
        let value = decode(Type::UUID.oid(), &bytes).unwrap();
        assert_eq!(
            value.as_text(),
            Some("00010203-0405-0607-0809-0a0b0c0d0e0f")
        );
    }
}
