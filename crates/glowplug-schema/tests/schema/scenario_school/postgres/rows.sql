INSERT INTO courses VALUES ('m1', 'Maths');
INSERT INTO students VALUES (1, 'ann');
INSERT INTO enrolments VALUES (1, 'm1', 2);
