INSERT INTO keys (owner, secret) VALUES ('a', 's');
INSERT INTO audit (what) VALUES ('made');
