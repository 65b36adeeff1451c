INSERT INTO t (name, code) VALUES ('a', 'b');
