CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine');
CREATE TYPE "Weird Type" AS ENUM ('a');
CREATE TYPE "quo""ted" AS ENUM ('a');
CREATE TYPE _leading AS ENUM ('a');
CREATE TYPE snake_case_type AS ENUM ('a');
CREATE TYPE "camelCase" AS ENUM ('a');
CREATE TABLE people (id int PRIMARY KEY, mood mood NOT NULL, other mood, weird "Weird Type", q "quo""ted", l _leading, s snake_case_type, c "camelCase");
CREATE TABLE pets (id int PRIMARY KEY, mood mood);
