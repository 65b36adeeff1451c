//! What the server prints, and what it prints after parsing that again.

use super::flat;

fn flattened(text: &str) -> String {
    let mut text = text.to_owned();
    flat(&mut text);
    text
}

#[track_caller]
fn stays(text: &str) {
    assert_eq!(flattened(text), text);
}

#[test]
fn nested_ands_and_ors_are_one() {
    assert_eq!(
        flattened("CHECK ((((a >= 1) AND (a <= 2)) AND (b > 0)))"),
        "CHECK (((a >= 1) AND (a <= 2) AND (b > 0)))"
    );
    assert_eq!(
        flattened("((a > 0) AND ((b > 0) AND ((c > 0) AND (d > 0))))"),
        "((a > 0) AND (b > 0) AND (c > 0) AND (d > 0))"
    );
    assert_eq!(
        flattened("(((a < 1) OR (a > 2)) OR ((b IS NULL) OR ((c > 0) AND (d > 0))))"),
        "((a < 1) OR (a > 2) OR (b IS NULL) OR ((c > 0) AND (d > 0)))"
    );
}

#[test]
fn what_another_word_joins_keeps_its_parentheses() {
    stays("((a > 0) AND ((b > 0) OR (c > 0)))");
    stays("(((a > 0) AND (b > 0)) OR ((c > 0) AND (d > 0)))");
    stays("((NOT ((a > 0) AND (b > 0))) AND (c > 0))");
    stays("(((a > 0) AND (b > 0)) = (c AND d))");
    stays("(f((a AND b)) AND c)");
}

#[test]
fn windows_are_no_lists() {
    stays("sum(x) OVER (ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)");
    stays("(a AND (count(*) OVER (ROWS BETWEEN 1 PRECEDING AND 2 FOLLOWING) > 1))");
}

#[test]
fn texts_and_names_are_left_alone() {
    stays("((a = '((x) AND (y)) AND (z)'::text) AND (b = 'it''s ('::text))");
    stays(r#"(("x AND (" > 0) AND ("AND" OR (NOT b)))"#);
    stays(r"((a ~ E'\\(\\''') AND (b OR c))");
    stays("((a = $$ ( AND $$) AND (b OR $1))");
    assert_eq!(
        flattened("(((a = ')'::text) AND (\"(\" = E'\\\\'')')) AND (b > 0))"),
        "((a = ')'::text) AND (\"(\" = E'\\\\'')') AND (b > 0))"
    );
    // Texts that cannot be parsed are left alone.
    stays("((a AND b) AND c");
    stays("((a AND b) AND 'c)");
}

#[test]
fn casts_of_arrays_go_to_the_elements() {
    assert_eq!(
        flattened(
            "((s)::text = ANY ((ARRAY['a,b'::character varying, 'c'::character varying])::text[]))"
        ),
        "((s)::text = ANY (ARRAY[('a,b'::character varying)::text, ('c'::character varying)::text]))"
    );
    assert_eq!(
        flattened("(m = ANY ((ARRAY[a, f(b, 1)])::public.\"Mood\"[]))"),
        "(m = ANY (ARRAY[(a)::public.\"Mood\", (f(b, 1))::public.\"Mood\"]))"
    );
    // As trigger definitions are printed.
    assert_eq!(
        flattened("WHEN (new.s::text = ANY (ARRAY['a'::character varying, b || 'x']::text[]))"),
        "WHEN (new.s::text = ANY (ARRAY['a'::character varying::text, (b || 'x')::text]))"
    );
}

#[test]
fn arrays_that_are_read_as_they_stand_stay() {
    stays("ARRAY[]::text[]");
    stays("(tags <@ ARRAY['a'::text, 'b'::text])");
    stays("((ARRAY['a'::character varying])::character varying(3)[])");
    stays("((ARRAY[ARRAY[a], ARRAY[b]])::text[])");
}

#[test]
fn columns_called_after_their_type_need_no_name() {
    assert_eq!(
        flattened(" SELECT 'x'::text AS text,\n    ( SELECT NULL::text AS text FROM t) AS b"),
        " SELECT 'x'::text,\n    ( SELECT NULL::text FROM t) AS b"
    );
    stays("SELECT 'x'::text AS texts, a::text AS text, 'x'::character varying AS varying");
}

#[test]
fn lists_of_rows_are_queries() {
    assert_eq!(
        flattened(
            "UNION\n SELECT \"*VALUES*\".column1\n   FROM (VALUES (2), ('(VALUES (')) \"*VALUES*\""
        ),
        "UNION\n SELECT \"*VALUES*\".column1\n   FROM ( VALUES (2), ('(VALUES (')) \"*VALUES*\""
    );
    stays("FROM ( VALUES (1), (2)) t(a) WHERE \"(VALUES (\" = '(VALUES '::text");
}
