INSERT INTO t (name) VALUES ('A');
