CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS ltree; CREATE EXTENSION IF NOT EXISTS hstore;
CREATE TABLE numbers (a smallint PRIMARY KEY, b int, c bigint, d numeric, e numeric(10, 2), f real, g double precision, h money,
 i smallserial, j serial, k bigserial, l oid, m bool, n float(10), o decimal(5));
CREATE TABLE texts (a text PRIMARY KEY, b varchar, c varchar(255), d char, e char(3), f citext, g name, h "char", i bytea, j bpchar);
CREATE TABLE moments (a timestamp PRIMARY KEY, b timestamptz, c timestamp(3), d timestamptz(0), e date, f time, g timetz, h interval, i interval(3), j interval year to month);
CREATE TABLE networks (a inet PRIMARY KEY, b cidr, c macaddr, d macaddr8);
CREATE TABLE documents (a uuid PRIMARY KEY, b json, c jsonb, d xml, e jsonpath, f tsvector, g tsquery, h hstore, i ltree, j lquery);
CREATE TABLE shapes (a point, b line, c lseg, d box, e path, f polygon, g circle, id int PRIMARY KEY);
CREATE TABLE bits (a bit PRIMARY KEY, b bit(8), c varbit, d bit varying(16));
CREATE TABLE ranges (a int4range PRIMARY KEY, b int8range, c numrange, d tsrange, e tstzrange, f daterange,
 g int4multirange, h int8multirange, i nummultirange, j tsmultirange, k tstzmultirange, l datemultirange);
CREATE TABLE systems (a regclass PRIMARY KEY, b regproc, c pg_lsn, d xid, e txid_snapshot, f cid, g tid, h pg_snapshot, i regtype);
