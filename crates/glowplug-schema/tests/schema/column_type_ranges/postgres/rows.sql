INSERT INTO t (age) VALUES ('[1,5)');
