CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE note AS (mood mood, text text);
CREATE TABLE t (id serial PRIMARY KEY, note note);
