INSERT INTO t (mood) VALUES ('ok');
