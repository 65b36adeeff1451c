INSERT INTO t (active, old) VALUES (true, NULL), (false, true);
