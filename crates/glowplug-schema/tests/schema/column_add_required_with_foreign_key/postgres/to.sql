CREATE TABLE teams (id serial PRIMARY KEY);
CREATE TABLE users (id serial PRIMARY KEY, team_id integer NOT NULL REFERENCES teams);
CREATE INDEX users_team_id_idx ON users (team_id);
