-- up
ALTER TABLE t ADD COLUMN a TINYINT;
ALTER TABLE t ADD COLUMN b SMALLINT;
ALTER TABLE t ADD COLUMN c INT;
ALTER TABLE t ADD COLUMN d BIGINT;
ALTER TABLE t ADD COLUMN e UNSIGNED BIG INT;
ALTER TABLE t ADD COLUMN f BOOLEAN;
ALTER TABLE t ADD COLUMN g REAL;
ALTER TABLE t ADD COLUMN h DOUBLE PRECISION;
ALTER TABLE t ADD COLUMN i FLOAT;
ALTER TABLE t ADD COLUMN j NUMERIC(10, 2);
ALTER TABLE t ADD COLUMN k DECIMAL;
ALTER TABLE t ADD COLUMN l CHAR(3);
ALTER TABLE t ADD COLUMN m VARCHAR(20);
ALTER TABLE t ADD COLUMN n NATIVE CHARACTER(70);
ALTER TABLE t ADD COLUMN o TEXT;
ALTER TABLE t ADD COLUMN p CLOB;
ALTER TABLE t ADD COLUMN q BLOB;
ALTER TABLE t ADD COLUMN r DATE;
ALTER TABLE t ADD COLUMN s TIME;
ALTER TABLE t ADD COLUMN t DATETIME;
ALTER TABLE t ADD COLUMN u TIMESTAMP;
ALTER TABLE t ADD COLUMN v TIMESTAMPTZ;
ALTER TABLE t ADD COLUMN w JSON;
ALTER TABLE t ADD COLUMN x JSONB;
ALTER TABLE t ADD COLUMN y ANYTHING;
ALTER TABLE t ADD COLUMN z;

-- down
-- data-loss: the values of `t.a` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN a;
-- data-loss: the values of `t.b` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN b;
-- data-loss: the values of `t.c` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN c;
-- data-loss: the values of `t.d` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN d;
-- data-loss: the values of `t.e` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN e;
-- data-loss: the values of `t.f` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN f;
-- data-loss: the values of `t.g` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN g;
-- data-loss: the values of `t.h` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN h;
-- data-loss: the values of `t.i` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN i;
-- data-loss: the values of `t.j` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN j;
-- data-loss: the values of `t.k` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN k;
-- data-loss: the values of `t.l` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN l;
-- data-loss: the values of `t.m` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN m;
-- data-loss: the values of `t.n` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN n;
-- data-loss: the values of `t.o` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN o;
-- data-loss: the values of `t.p` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN p;
-- data-loss: the values of `t.q` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN q;
-- data-loss: the values of `t.r` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN r;
-- data-loss: the values of `t.s` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN s;
-- data-loss: the values of `t.t` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN t;
-- data-loss: the values of `t.u` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN u;
-- data-loss: the values of `t.v` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN v;
-- data-loss: the values of `t.w` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN w;
-- data-loss: the values of `t.x` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN x;
-- data-loss: the values of `t.y` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN y;
-- data-loss: the values of `t.z` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN z;
