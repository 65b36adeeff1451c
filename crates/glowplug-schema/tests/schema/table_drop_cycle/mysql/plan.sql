-- up
ALTER TABLE members DROP FOREIGN KEY members_team;
ALTER TABLE teams DROP FOREIGN KEY teams_leader;
-- data-loss: the rows of teams are lost
DROP TABLE teams;
-- data-loss: the rows of members are lost
DROP TABLE members;

-- down
CREATE TABLE members (
    id int NOT NULL,
    team_id int,
    PRIMARY KEY (id),
    KEY members_team (team_id)
);
CREATE TABLE teams (
    id int NOT NULL,
    leader_id int,
    PRIMARY KEY (id),
    KEY teams_leader (leader_id),
    CONSTRAINT teams_leader FOREIGN KEY (leader_id) REFERENCES members (id)
);
ALTER TABLE members ADD CONSTRAINT members_team FOREIGN KEY (team_id) REFERENCES teams (id);
