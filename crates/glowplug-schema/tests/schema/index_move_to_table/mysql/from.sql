CREATE TABLE a (x INT, KEY x_idx (x));
CREATE TABLE b (x INT);
