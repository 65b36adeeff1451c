INSERT INTO users VALUES (1, 'a');
INSERT INTO logins VALUES (1, 'a');
