-- up
-- data-loss: all rows of `users` go
DROP TABLE users;
-- data-loss: all rows of `teams` go
DROP TABLE teams;

-- down
CREATE TABLE teams (
    id INTEGER PRIMARY KEY
);
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES teams (id)
);
