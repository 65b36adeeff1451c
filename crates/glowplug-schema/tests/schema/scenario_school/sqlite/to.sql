CREATE TABLE courses (code TEXT NOT NULL, term INTEGER NOT NULL DEFAULT 1, title TEXT NOT NULL, PRIMARY KEY (code, term));
CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE enrolments (
    student_id INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE,
    course TEXT NOT NULL,
    term INTEGER NOT NULL DEFAULT 1,
    grade NUMERIC(3, 1) CHECK (grade BETWEEN 1 AND 6),
    PRIMARY KEY (student_id, course, term),
    FOREIGN KEY (course, term) REFERENCES courses (code, term)
);
CREATE VIEW averages AS SELECT course, term, avg(grade) AS grade FROM enrolments GROUP BY course, term;
