INSERT INTO t (place) VALUES (1);
