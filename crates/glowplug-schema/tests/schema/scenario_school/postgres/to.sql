CREATE TABLE courses (code text, term integer NOT NULL DEFAULT 1, title text NOT NULL, PRIMARY KEY (code, term));
CREATE TABLE students (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE enrolments (student_id integer REFERENCES students ON DELETE CASCADE, course text, term integer NOT NULL DEFAULT 1, grade numeric(3,1) CHECK (grade BETWEEN 1 AND 6), PRIMARY KEY (student_id, course, term), FOREIGN KEY (course, term) REFERENCES courses);
CREATE VIEW averages AS SELECT course, term, avg(grade) AS grade FROM enrolments GROUP BY course, term;
