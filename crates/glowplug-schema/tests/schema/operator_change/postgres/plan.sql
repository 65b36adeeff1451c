-- up
CREATE FUNCTION backwards(integer, integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT btint4cmp($2, $1) $function$;
CREATE FUNCTION total(pair)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT $1.a + $1.b $function$;
CREATE OPERATOR FAMILY backward USING btree;
DROP OPERATOR ~~~ (integer, integer);
CREATE CAST (pair AS integer) WITH FUNCTION total(pair) AS ASSIGNMENT;
CREATE OPERATOR <== (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = ==>, NEGATOR = >==);
ALTER TABLE t ADD CONSTRAINT t_p_check CHECK (p <== 100) NOT VALID;
CREATE OPERATOR ==> (FUNCTION = int4gt, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = <==);
CREATE OPERATOR >== (FUNCTION = int4ge, LEFTARG = integer, RIGHTARG = integer, NEGATOR = <==);
CREATE OPERATOR |-| (FUNCTION = total, RIGHTARG = pair);
CREATE OPERATOR ~~~ (FUNCTION = int4ne, LEFTARG = integer, RIGHTARG = integer);
COMMENT ON OPERATOR ~~~ (integer, integer) IS 'not the same';
CREATE OPERATOR CLASS backward_ops FOR TYPE integer USING btree FAMILY backward AS
    OPERATOR 1 >(integer,integer),
    OPERATOR 2 >=(integer,integer),
    OPERATOR 3 =(integer,integer),
    OPERATOR 4 <=(integer,integer),
    OPERATOR 5 <(integer,integer),
    FUNCTION 1 (integer, integer) backwards(integer,integer);
DROP CAST (pair AS text);
DROP OPERATOR === (integer, integer);
-- alone
CREATE INDEX CONCURRENTLY t_backward ON t (p backward_ops);
-- later
-- may-fail: rows of t may violate t_p_check
ALTER TABLE t VALIDATE CONSTRAINT t_p_check;

-- down
DROP INDEX t_backward;
ALTER TABLE t DROP CONSTRAINT t_p_check;
DROP OPERATOR ~~~ (integer, integer);
CREATE CAST (pair AS text) WITH INOUT;
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer);
CREATE OPERATOR ~~~ (FUNCTION = int4ne, LEFTARG = integer, RIGHTARG = integer, RESTRICT = neqsel);
DROP CAST (pair AS integer);
DROP OPERATOR <== (integer, integer);
DROP OPERATOR ==> (integer, integer);
DROP OPERATOR >== (integer, integer);
DROP OPERATOR CLASS backward_ops USING btree;
DROP FUNCTION backwards(integer, integer);
DROP OPERATOR FAMILY backward USING btree;
DROP OPERATOR |-| (NONE, pair);
DROP FUNCTION total(pair);
