CREATE SCHEMA a; CREATE SCHEMA b; CREATE TYPE a.mood AS ENUM ('x'); CREATE TYPE b.mood AS ENUM ('y'); CREATE TYPE mood AS ENUM ('z');
CREATE TABLE t (id int PRIMARY KEY, b b.mood, a a.mood, c mood);
