CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION total(pair) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1.a + $1.b $$;
CREATE FUNCTION backwards(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT btint4cmp($2, $1) $$;
CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4ne);
COMMENT ON OPERATOR ~~~ (int, int) IS 'not the same';
CREATE OPERATOR <== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4lt, COMMUTATOR = ==>, NEGATOR = >==);
CREATE OPERATOR ==> (LEFTARG = int, RIGHTARG = int, FUNCTION = int4gt, COMMUTATOR = <==);
CREATE OPERATOR >== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4ge, NEGATOR = <==);
CREATE OPERATOR |-| (RIGHTARG = pair, FUNCTION = total);
CREATE CAST (pair AS int) WITH FUNCTION total(pair) AS ASSIGNMENT;
CREATE OPERATOR FAMILY backward USING btree;
CREATE OPERATOR CLASS backward_ops FOR TYPE int USING btree FAMILY backward AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 backwards(int, int);
CREATE TABLE t (id int PRIMARY KEY, p int, CHECK (p <== 100));
CREATE INDEX t_backward ON t (p backward_ops);
