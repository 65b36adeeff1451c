CREATE TABLE teams (id INT PRIMARY KEY, leader_id INT);
CREATE TABLE members (
    id INT PRIMARY KEY,
    team_id INT,
    CONSTRAINT members_team FOREIGN KEY (team_id) REFERENCES teams (id)
);
ALTER TABLE teams ADD CONSTRAINT teams_leader FOREIGN KEY (leader_id) REFERENCES members (id);
