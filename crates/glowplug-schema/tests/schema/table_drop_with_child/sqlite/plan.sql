-- up
-- data-loss: all rows of `users` are lost
DROP TABLE users;
-- data-loss: all rows of `teams` are lost
DROP TABLE teams;

-- down
CREATE TABLE teams (
    id INTEGER PRIMARY KEY
);
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id)
);
