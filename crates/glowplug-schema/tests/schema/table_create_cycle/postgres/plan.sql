-- up
CREATE TABLE players (
    id serial PRIMARY KEY,
    team_id integer NOT NULL
);
CREATE TABLE teams (
    id serial PRIMARY KEY,
    captain_id integer REFERENCES players(id) DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE players
    ADD CONSTRAINT players_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);

-- down
ALTER TABLE players DROP CONSTRAINT players_team_id_fkey;
ALTER TABLE teams DROP CONSTRAINT teams_captain_id_fkey;
-- data-loss: all rows of players are lost
DROP TABLE players;
-- data-loss: all rows of teams are lost
DROP TABLE teams;
