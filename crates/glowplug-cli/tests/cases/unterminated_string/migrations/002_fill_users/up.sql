INSERT INTO users VALUES (1, 'Ann');
INSERT INTO users VALUES (2, 'Bob);

INSERT INTO users VALUES (3, 'Cid');
