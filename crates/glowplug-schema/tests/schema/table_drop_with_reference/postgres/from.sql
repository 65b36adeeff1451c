CREATE TABLE teams (id serial PRIMARY KEY, name text);
CREATE TABLE users (id serial PRIMARY KEY, team_id integer REFERENCES teams ON DELETE CASCADE, name text);
CREATE INDEX users_team_id_idx ON users (team_id);
