CREATE TABLE t (
    id serial PRIMARY KEY,
    a smallint, b real, c double precision, d numeric, e numeric(6,2), f money, g bit(3), h varbit(5), i bytea,
    j date, k time, l timetz, m timestamp(3), n interval, o interval day to second (2), p inet, q cidr, r macaddr,
    s json, u jsonb, v xml, w uuid, x point, y box, z tsvector, aa tsquery, ab int4range, ac tstzmultirange,
    ad integer[], ae text[][], af varchar(5)[], ag char, ah "char", ai name, aj oid, ak regclass, al pg_lsn, am boolean, an polygon
);
