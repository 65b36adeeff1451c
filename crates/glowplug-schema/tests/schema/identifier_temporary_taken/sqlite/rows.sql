INSERT INTO users VALUES (1, 'a'); INSERT INTO new_users VALUES (7);
