-- up
-- data-loss: the values of `team_id` are lost
ALTER TABLE users
    DROP FOREIGN KEY users_team,
    DROP KEY users_team,
    DROP COLUMN team_id;
-- data-loss: the rows of teams are lost
DROP TABLE teams;

-- down
CREATE TABLE teams (
    id int NOT NULL,
    name varchar(20),
    PRIMARY KEY (id)
);
-- table-rewrite: every row is looked up for `users_team`
-- long-lock: every row is looked up for `users_team`
ALTER TABLE users
    ADD COLUMN team_id int AFTER id,
    ADD KEY users_team (team_id),
    ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE;
