CREATE DOMAIN email AS varchar(100) CHECK (VALUE LIKE '%@%');
CREATE DOMAIN strict_email AS email NOT NULL;
CREATE DOMAIN tags AS text[];
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN good_mood AS mood;
CREATE SCHEMA other; CREATE DOMAIN other.far AS int NOT NULL;
CREATE TABLE t (id int PRIMARY KEY, a email, b strict_email, c tags NOT NULL, d good_mood, e email[], f other.far);
