INSERT INTO t (size) VALUES ('small');
