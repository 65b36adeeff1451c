-- up
-- data-loss: the rows of users are lost
DROP TABLE users;
-- data-loss: the rows of teams are lost
DROP TABLE teams;

-- down
CREATE TABLE teams (
    id int NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE users (
    id int NOT NULL,
    team_id int NOT NULL,
    PRIMARY KEY (id),
    KEY users_team (team_id),
    CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id)
);
