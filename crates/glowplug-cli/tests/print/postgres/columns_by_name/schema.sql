CREATE TABLE t (z int PRIMARY KEY, "B" int, a int, "_c" int, "a b" int);
