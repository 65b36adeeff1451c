CREATE TABLE courses (code TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL);
CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE enrolments (
    student_id INTEGER NOT NULL REFERENCES students (id),
    course TEXT NOT NULL REFERENCES courses (code),
    grade INTEGER,
    PRIMARY KEY (student_id, course)
);
