//! Expressions that mean the same are the same.

use super::*;

#[tokio::test]
async fn one_meaning_written_in_two_ways_is_one() {
    const TABLE: &str = "CREATE TABLE t (a int, b int, s varchar(9)";
    let nested = format!(
        "{TABLE}, CONSTRAINT c CHECK (a BETWEEN 1 AND 2 AND b > 0));
        CREATE INDEX i ON t (a) WHERE s IN ('x', 'y');
        CREATE VIEW v AS SELECT a FROM t WHERE b > 0 AND a BETWEEN 1 AND 2"
    );
    let plain = format!(
        "{TABLE}, CONSTRAINT c CHECK (a >= 1 AND (a <= 2 AND b > 0)));
        CREATE INDEX i ON t (a) WHERE s = ANY (ARRAY['x'::varchar::text, 'y'::varchar::text]);
        CREATE VIEW v AS SELECT a FROM t WHERE (b > 0 AND a >= 1) AND a <= 2"
    );
    assert_eq!(made(&nested).await, made(&plain).await);
}
