INSERT INTO teams (name) VALUES ('a');
INSERT INTO users (team_id, name) VALUES (1, 'b');
