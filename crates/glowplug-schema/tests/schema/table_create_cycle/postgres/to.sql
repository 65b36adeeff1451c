CREATE TABLE teams (id serial PRIMARY KEY, captain_id integer);
CREATE TABLE players (id serial PRIMARY KEY, team_id integer NOT NULL REFERENCES teams);
ALTER TABLE teams ADD FOREIGN KEY (captain_id) REFERENCES players DEFERRABLE INITIALLY DEFERRED;
