INSERT INTO users VALUES (1, 'a'); INSERT INTO names VALUES ('a');
