INSERT INTO countries VALUES ('de');
INSERT INTO cities VALUES (1, 'de');
