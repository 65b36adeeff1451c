\set name Ann
INSERT INTO users VALUES (1, :name);
