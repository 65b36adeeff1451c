INSERT INTO t (data) VALUES ('{"a": 1}');
