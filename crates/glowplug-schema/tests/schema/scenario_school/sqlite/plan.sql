-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `courses` is recreated: SQLite cannot change it in place
CREATE TABLE new_courses (
    code TEXT NOT NULL,
    term INTEGER NOT NULL DEFAULT 1,
    title TEXT NOT NULL,
    PRIMARY KEY (code, term)
);
-- table-rewrite: all rows of `courses` are rewritten
INSERT INTO new_courses (rowid, code, title)
SELECT rowid, code, title
FROM courses;
DROP TABLE courses;
ALTER TABLE new_courses RENAME TO courses;
-- `enrolments` is recreated: SQLite cannot change it in place
CREATE TABLE new_enrolments (
    student_id INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE,
    course TEXT NOT NULL,
    term INTEGER NOT NULL DEFAULT 1,
    grade NUMERIC(3, 1),
    CHECK (grade BETWEEN 1 AND 6),
    FOREIGN KEY (course, term) REFERENCES courses (code, term),
    PRIMARY KEY (student_id, course, term)
);
-- table-rewrite: all rows of `enrolments` are rewritten
-- data-loss: values of `enrolments.grade` may become others: whole numbers beyond 2^53 are rounded
-- may-fail: it fails where rows of `enrolments` do not fit `grade BETWEEN 1 AND 6`
-- may-fail: it fails where rows of `enrolments` have no row in `courses`
INSERT INTO new_enrolments (rowid, student_id, course, grade)
SELECT rowid, student_id, course, grade
FROM enrolments;
DROP TABLE enrolments;
ALTER TABLE new_enrolments RENAME TO enrolments;
CREATE VIEW averages AS
SELECT course, term, avg(grade) AS grade
FROM enrolments
GROUP BY course, term;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW averages;
-- `courses` is recreated: SQLite cannot change it in place
CREATE TABLE new_courses (
    code TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL
);
-- table-rewrite: all rows of `courses` are rewritten
-- data-loss: the values of `courses.term` are lost
-- may-fail: it fails where rows of `courses` have the same `code`
INSERT INTO new_courses (rowid, code, title)
SELECT rowid, code, title
FROM courses;
DROP TABLE courses;
ALTER TABLE new_courses RENAME TO courses;
-- `enrolments` is recreated: SQLite cannot change it in place
CREATE TABLE new_enrolments (
    student_id INTEGER NOT NULL REFERENCES students (id),
    course TEXT NOT NULL REFERENCES courses (code),
    grade INTEGER,
    PRIMARY KEY (student_id, course)
);
-- table-rewrite: all rows of `enrolments` are rewritten
-- data-loss: the values of `enrolments.term` are lost
-- data-loss: values of `enrolments.grade` may become others: the fractions of numbers are cut
-- may-fail: it fails where rows of `enrolments` have no row in `courses`
-- may-fail: it fails where rows of `enrolments` have the same `student_id`, `course`
INSERT INTO new_enrolments (rowid, student_id, course, grade)
SELECT rowid, student_id, course, grade
FROM enrolments;
DROP TABLE enrolments;
ALTER TABLE new_enrolments RENAME TO enrolments;
COMMIT;
PRAGMA foreign_keys = ON;
