INSERT INTO t (size) VALUES ('(1,2)'), (NULL), ('(,)');
