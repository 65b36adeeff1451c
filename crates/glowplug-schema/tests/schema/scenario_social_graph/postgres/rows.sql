INSERT INTO users (handle) VALUES ('a'), ('b');
INSERT INTO follows VALUES (1, 2);
