INSERT INTO t (note) VALUES ('(ok,"a ""b"", c")'), ('(,)'), (NULL);
