CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE whole (id int PRIMARY KEY, user_id int REFERENCES users (id)) PARTITION BY HASH (id);
CREATE TABLE part (extra int, id int CONSTRAINT own_key PRIMARY KEY, user_id int REFERENCES users (id));
ALTER TABLE part DROP extra;
ALTER TABLE whole ATTACH PARTITION part FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE detached (id int PRIMARY KEY, user_id int);
ALTER TABLE detached ADD FOREIGN KEY (id) REFERENCES whole (id);
