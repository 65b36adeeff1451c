CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE people (id int PRIMARY KEY, mood mood NOT NULL, size size, search tsvector);
CREATE SCHEMA other; CREATE TYPE other.shade AS ENUM ('a'); ALTER TABLE people ADD shade other.shade;
