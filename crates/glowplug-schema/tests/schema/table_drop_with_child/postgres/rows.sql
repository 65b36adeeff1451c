INSERT INTO teams DEFAULT VALUES;
INSERT INTO users (team_id) VALUES (1);
INSERT INTO notes (text) VALUES ('a');
