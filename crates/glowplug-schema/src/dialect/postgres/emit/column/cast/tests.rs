//! Tests of rewrites, losses and failures of conversions.

use glowplug::catalog::TypeName;

use super::*;

fn of(sql: &str, name: &str, length: Option<u32>) -> DataType {
    let name = TypeName {
        schema: None,
        name: name.to_owned(),
    };
    DataType {
        sql: sql.to_owned(),
        name,
        kind: TypeKind::Base,
        element: None,
        base: None,
        length,
        unsigned: false,
    }
}

#[test]
fn growing_limits_write_nothing() {
    let short = of("character varying(10)", "varchar", Some(10));
    let long = of("character varying(20)", "varchar", Some(20));
    let text = of("text", "text", None);
    for (from, to) in [(&short, &long), (&short, &text), (&long, &text)] {
        assert!(!cast(from, to, None).rewrites, "{} to {}", from.sql, to.sql);
    }
    for (from, to) in [(&long, &short), (&text, &long)] {
        assert!(cast(from, to, None).rewrites && cast(from, to, None).loses.is_some());
    }
    let price = of("numeric(8,2)", "numeric", None);
    assert!(!cast(&price, &of("numeric(10,2)", "numeric", None), None).rewrites);
    assert!(!cast(&price, &of("numeric", "numeric", None), None).rewrites);
    assert!(
        cast(&price, &of("numeric(8,1)", "numeric", None), None)
            .loses
            .is_some()
    );
    assert!(
        cast(&price, &of("numeric(7,2)", "numeric", None), None)
            .fails
            .is_some()
    );
}

#[test]
fn numbers_may_be_too_great() {
    let small = of("integer", "int4", None);
    let great = of("bigint", "int8", None);
    assert_eq!(cast(&small, &great, None), written(Route::Direct));
    assert_eq!(cast(&great, &small, None).fails, Some(BEYOND));
    assert_eq!(
        cast(&great, &of("uuid", "uuid", None), None).route,
        Route::Text
    );
}

#[test]
fn casts_that_succeed_and_lose_say_so() {
    for (from, to) in [
        ("int4", "bool"),
        ("numeric", "money"),
        ("int8", "bit"),
        ("varbit", "bit"),
        ("int4", "oid"),
        ("timestamp", "date"),
        ("timestamptz", "time"),
        ("float8", "int4"),
        ("int8", "float8"),
        ("numeric", "int8"),
        ("interval", "time"),
        ("inet", "cidr"),
        ("text", "name"),
        ("int2", "bit"),
        ("varbit", "int8"),
        ("money", "int4"),
        ("text", "int4"),
        ("varchar", "numeric"),
        ("text", "timestamp"),
        ("text", "tsvector"),
        ("text", "jsonb"),
        ("text", "bpchar"),
        ("json", "jsonb"),
        ("jsonb", "int4"),
    ] {
        let cast = cast(&of(from, from, None), &of(to, to, None), None);
        assert!(cast.loses.is_some(), "{from} to {to}");
    }
}

#[test]
fn casts_that_may_fail_say_so_and_others_do_not() {
    for (from, to) in [
        ("text", "int4"),
        ("text", "timestamp"),
        ("bytea", "text"),
        ("bytea", "int4"),
        ("bytea", "uuid"),
        ("bit", "numeric"),
        ("bit", "int4"),
        ("int8", "int4"),
        ("jsonb", "int4"),
        ("int8", "bool"),
    ] {
        let cast = cast(&of(from, from, None), &of(to, to, None), None);
        assert!(cast.fails.is_some(), "{from} to {to}");
    }
    for (from, to) in [
        ("text", "bytea"),
        ("text", "citext"),
        ("jsonb", "json"),
        ("date", "timestamp"),
        ("bool", "int4"),
        ("bool", "numeric"),
    ] {
        let cast = cast(&of(from, from, None), &of(to, to, None), None);
        assert!(
            cast.loses.is_none() && cast.fails.is_none(),
            "{from} to {to}"
        );
    }
}

#[test]
fn elements_go_the_way_of_their_types() {
    let number = of("integer", "int4", None);
    let day = of("date", "date", None);
    let numbers = DataType {
        element: Some(number.name.clone()),
        ..of("integer[]", "_int4", None)
    };
    assert_eq!(cast(&number, &numbers, None), written(Route::Element));
    assert_eq!(cast(&day, &numbers, None).route, Route::ElementText);
    assert_eq!(cast(&numbers, &number, None).route, Route::First);
    assert_eq!(cast(&numbers, &day, None).route, Route::FirstText);
    assert!(cast(&numbers, &day, None).fails.is_some());
}

#[test]
fn texts_and_bytes_become_each_other_and_back() {
    let (text, bytes) = (of("text", "text", None), of("bytea", "bytea", None));
    let expression = |from, to: &DataType| cast(from, to, None).route.expression("a", &to.sql);
    let there = "pg_catalog.convert_to(a, 'UTF8')::bytea";
    assert_eq!(expression(&text, &bytes), there);
    let back = "pg_catalog.convert_from(a, 'UTF8')::text";
    assert_eq!(expression(&bytes, &text), back);
    let array = |of: &DataType| DataType {
        element: Some(of.name.clone()),
        ..of.clone()
    };
    for (from, to) in [(&text, &bytes), (&bytes, &text)] {
        assert!(cast(&array(from), &array(to), None).loses.is_some());
        assert!(cast(from, &array(to), None).loses.is_some());
        assert!(cast(&array(from), to, None).loses.is_some());
    }
}
