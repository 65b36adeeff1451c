INSERT INTO accounts (name) VALUES ('a'), ('b');
INSERT INTO transfers (source, target, amount) VALUES (1, 2, 5.25);
