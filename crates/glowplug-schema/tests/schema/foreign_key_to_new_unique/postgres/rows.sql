INSERT INTO users (email) VALUES ('a');
INSERT INTO logins (email) VALUES ('a');
