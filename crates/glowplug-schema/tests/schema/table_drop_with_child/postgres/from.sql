CREATE TABLE teams (id serial PRIMARY KEY);
CREATE TABLE users (id serial PRIMARY KEY, team_id integer NOT NULL REFERENCES teams);
CREATE TABLE notes (id serial PRIMARY KEY, text text);
