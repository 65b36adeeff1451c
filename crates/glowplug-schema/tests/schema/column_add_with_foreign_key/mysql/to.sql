CREATE TABLE teams (id INT PRIMARY KEY);
CREATE TABLE users (
    id INT PRIMARY KEY,
    name VARCHAR(20),
    team_id INT,
    KEY users_team_id_idx (team_id),
    CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL
);
