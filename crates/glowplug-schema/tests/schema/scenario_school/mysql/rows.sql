INSERT INTO courses VALUES ('sql', 'SQL');
INSERT INTO students VALUES (1, 'Ada');
INSERT INTO enrolments VALUES (1, 'sql', 2);
