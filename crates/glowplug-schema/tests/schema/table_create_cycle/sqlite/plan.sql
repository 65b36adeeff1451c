-- up
CREATE TABLE players (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id)
);
CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    captain_id INTEGER REFERENCES players (id) DEFERRABLE INITIALLY DEFERRED
);

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `players` are lost
DROP TABLE players;
-- data-loss: all rows of `teams` are lost
DROP TABLE teams;
COMMIT;
PRAGMA foreign_keys = ON;
