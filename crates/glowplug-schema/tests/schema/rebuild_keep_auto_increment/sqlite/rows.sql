INSERT INTO t (name) VALUES ('a'), ('b'), ('c'); DELETE FROM t WHERE name = 'c';
