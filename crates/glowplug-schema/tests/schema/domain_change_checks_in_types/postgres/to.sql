CREATE DOMAIN count AS int CHECK (VALUE >= 0) CONSTRAINT count_is_small CHECK (VALUE < 1000);
CREATE DOMAIN code AS text CHECK (VALUE <> '');
CREATE DOMAIN short_code AS code CHECK (length(VALUE) < 9);
CREATE TYPE entry AS (code code, count count);
CREATE TYPE counts AS RANGE (subtype = count);
CREATE TABLE stock (
    id serial PRIMARY KEY,
    counts count[],
    entry entry,
    entries entry[],
    codes short_code[],
    "from" counts,
    plain count
);
CREATE VIEW stocked AS SELECT id, counts FROM stock;
