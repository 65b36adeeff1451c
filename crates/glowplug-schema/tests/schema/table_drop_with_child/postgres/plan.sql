-- up
-- data-loss: all rows of users are lost
DROP TABLE users;
-- data-loss: all rows of teams are lost
DROP TABLE teams;

-- down
CREATE TABLE teams (
    id serial PRIMARY KEY
);
CREATE TABLE users (
    id serial PRIMARY KEY,
    team_id integer NOT NULL REFERENCES teams(id)
);
