INSERT INTO t VALUES (1, 1.5, 2020, b'101', '5', '1'), (2, 2, 2021, NULL, '10', '2');
