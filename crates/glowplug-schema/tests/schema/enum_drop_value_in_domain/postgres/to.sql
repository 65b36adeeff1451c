CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN good_mood AS mood CHECK (value <> 'sad');
CREATE TABLE t (id serial PRIMARY KEY, mood good_mood);
