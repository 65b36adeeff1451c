CREATE TABLE teams (id serial PRIMARY KEY);
CREATE TABLE users (id serial PRIMARY KEY, team_id integer REFERENCES teams ON DELETE SET NULL);
CREATE INDEX users_team_id_idx ON users (team_id);
