INSERT INTO t (home) VALUES ('(a,b)');
