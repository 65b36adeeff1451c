INSERT INTO users VALUES (1, 'Ann');
INSERT INTO users VALUES (2, 'Bob');
UPDATE users SET name = 'Cid' WHERE id = 2;
