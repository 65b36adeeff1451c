CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TYPE part AS (name text, size size);
CREATE TYPE kit AS (front part, sizes size[]);
CREATE TYPE sizes AS RANGE (subtype = size);
CREATE DOMAIN known_part AS part CHECK ((VALUE).name <> '');
CREATE TABLE orders (
    id serial PRIMARY KEY,
    part part,
    parts part[],
    kit kit,
    known known_part,
    fits sizes,
    others sizes[]
);
