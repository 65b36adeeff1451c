CREATE TABLE people (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES people);
CREATE VIEW emails AS SELECT email FROM people;
