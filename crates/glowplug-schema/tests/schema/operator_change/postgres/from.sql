CREATE TYPE pair AS (a int, b int);
CREATE TABLE t (id int PRIMARY KEY, p int);
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4ne, RESTRICT = neqsel);
CREATE CAST (pair AS text) WITH INOUT;
