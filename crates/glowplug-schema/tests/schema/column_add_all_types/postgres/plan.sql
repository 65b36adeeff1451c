-- up
ALTER TABLE t ADD COLUMN a smallint;
ALTER TABLE t ADD COLUMN b real;
ALTER TABLE t ADD COLUMN c double precision;
ALTER TABLE t ADD COLUMN d numeric;
ALTER TABLE t ADD COLUMN e numeric(6,2);
ALTER TABLE t ADD COLUMN f money;
ALTER TABLE t ADD COLUMN g bit(3);
ALTER TABLE t ADD COLUMN h varbit(5);
ALTER TABLE t ADD COLUMN i bytea;
ALTER TABLE t ADD COLUMN j date;
ALTER TABLE t ADD COLUMN k time;
ALTER TABLE t ADD COLUMN l timetz;
ALTER TABLE t ADD COLUMN m timestamp(3);
ALTER TABLE t ADD COLUMN n interval;
ALTER TABLE t ADD COLUMN o interval day to second(2);
ALTER TABLE t ADD COLUMN p inet;
ALTER TABLE t ADD COLUMN q cidr;
ALTER TABLE t ADD COLUMN r macaddr;
ALTER TABLE t ADD COLUMN s json;
ALTER TABLE t ADD COLUMN u jsonb;
ALTER TABLE t ADD COLUMN v xml;
ALTER TABLE t ADD COLUMN w uuid;
ALTER TABLE t ADD COLUMN x point;
ALTER TABLE t ADD COLUMN y box;
ALTER TABLE t ADD COLUMN z tsvector;
ALTER TABLE t ADD COLUMN aa tsquery;
ALTER TABLE t ADD COLUMN ab int4range;
ALTER TABLE t ADD COLUMN ac tstzmultirange;
ALTER TABLE t ADD COLUMN ad integer[];
ALTER TABLE t ADD COLUMN ae text[];
ALTER TABLE t ADD COLUMN af varchar(5)[];
ALTER TABLE t ADD COLUMN ag char(1);
ALTER TABLE t ADD COLUMN ah "char";
ALTER TABLE t ADD COLUMN ai name;
ALTER TABLE t ADD COLUMN aj oid;
ALTER TABLE t ADD COLUMN ak regclass;
ALTER TABLE t ADD COLUMN al pg_lsn;
ALTER TABLE t ADD COLUMN am boolean;
ALTER TABLE t ADD COLUMN an polygon;

-- down
-- data-loss: the values of t.a are lost
ALTER TABLE t DROP COLUMN a;
-- data-loss: the values of t.aa are lost
ALTER TABLE t DROP COLUMN aa;
-- data-loss: the values of t.ab are lost
ALTER TABLE t DROP COLUMN ab;
-- data-loss: the values of t.ac are lost
ALTER TABLE t DROP COLUMN ac;
-- data-loss: the values of t.ad are lost
ALTER TABLE t DROP COLUMN ad;
-- data-loss: the values of t.ae are lost
ALTER TABLE t DROP COLUMN ae;
-- data-loss: the values of t.af are lost
ALTER TABLE t DROP COLUMN af;
-- data-loss: the values of t.ag are lost
ALTER TABLE t DROP COLUMN ag;
-- data-loss: the values of t.ah are lost
ALTER TABLE t DROP COLUMN ah;
-- data-loss: the values of t.ai are lost
ALTER TABLE t DROP COLUMN ai;
-- data-loss: the values of t.aj are lost
ALTER TABLE t DROP COLUMN aj;
-- data-loss: the values of t.ak are lost
ALTER TABLE t DROP COLUMN ak;
-- data-loss: the values of t.al are lost
ALTER TABLE t DROP COLUMN al;
-- data-loss: the values of t.am are lost
ALTER TABLE t DROP COLUMN am;
-- data-loss: the values of t.an are lost
ALTER TABLE t DROP COLUMN an;
-- data-loss: the values of t.b are lost
ALTER TABLE t DROP COLUMN b;
-- data-loss: the values of t.c are lost
ALTER TABLE t DROP COLUMN c;
-- data-loss: the values of t.d are lost
ALTER TABLE t DROP COLUMN d;
-- data-loss: the values of t.e are lost
ALTER TABLE t DROP COLUMN e;
-- data-loss: the values of t.f are lost
ALTER TABLE t DROP COLUMN f;
-- data-loss: the values of t.g are lost
ALTER TABLE t DROP COLUMN g;
-- data-loss: the values of t.h are lost
ALTER TABLE t DROP COLUMN h;
-- data-loss: the values of t.i are lost
ALTER TABLE t DROP COLUMN i;
-- data-loss: the values of t.j are lost
ALTER TABLE t DROP COLUMN j;
-- data-loss: the values of t.k are lost
ALTER TABLE t DROP COLUMN k;
-- data-loss: the values of t.l are lost
ALTER TABLE t DROP COLUMN l;
-- data-loss: the values of t.m are lost
ALTER TABLE t DROP COLUMN m;
-- data-loss: the values of t.n are lost
ALTER TABLE t DROP COLUMN n;
-- data-loss: the values of t.o are lost
ALTER TABLE t DROP COLUMN o;
-- data-loss: the values of t.p are lost
ALTER TABLE t DROP COLUMN p;
-- data-loss: the values of t.q are lost
ALTER TABLE t DROP COLUMN q;
-- data-loss: the values of t.r are lost
ALTER TABLE t DROP COLUMN r;
-- data-loss: the values of t.s are lost
ALTER TABLE t DROP COLUMN s;
-- data-loss: the values of t.u are lost
ALTER TABLE t DROP COLUMN u;
-- data-loss: the values of t.v are lost
ALTER TABLE t DROP COLUMN v;
-- data-loss: the values of t.w are lost
ALTER TABLE t DROP COLUMN w;
-- data-loss: the values of t.x are lost
ALTER TABLE t DROP COLUMN x;
-- data-loss: the values of t.y are lost
ALTER TABLE t DROP COLUMN y;
-- data-loss: the values of t.z are lost
ALTER TABLE t DROP COLUMN z;
