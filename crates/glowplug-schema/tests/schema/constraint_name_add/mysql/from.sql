CREATE TABLE t (a INT, b INT, c INT CHECK (c > 0), UNIQUE KEY (a), CHECK (b > 0));
