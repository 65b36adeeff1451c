CREATE TABLE teams (id INTEGER PRIMARY KEY);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, team_id INTEGER REFERENCES teams (id) ON DELETE SET NULL);
CREATE INDEX users_team_id_idx ON users (team_id);
