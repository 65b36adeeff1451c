INSERT INTO t (price, seen, at, day, moment, flag) VALUES (1, '2020-01-01 00:00:00', '2020-01-01 00:00:00', '2020-01-01', '01:00', 1);
