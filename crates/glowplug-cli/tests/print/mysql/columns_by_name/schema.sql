CREATE TABLE t (z INT PRIMARY KEY, `B` INT, a INT, _c INT, `A1` INT, f INT, `a_b` INT, `ab` INT);
