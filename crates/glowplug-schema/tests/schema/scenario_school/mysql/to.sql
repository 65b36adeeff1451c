CREATE TABLE courses (code VARCHAR(20), term INT NOT NULL DEFAULT 1, title VARCHAR(100) NOT NULL, PRIMARY KEY (code, term));
CREATE TABLE students (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL);
CREATE TABLE enrolments (
    student_id INT,
    course VARCHAR(20),
    term INT NOT NULL DEFAULT 1,
    grade DECIMAL(3, 1),
    PRIMARY KEY (student_id, course, term),
    KEY enrolments_course (course, term),
    CONSTRAINT enrolments_student FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT enrolments_course FOREIGN KEY (course, term) REFERENCES courses (code, term),
    CONSTRAINT enrolments_grade CHECK (grade BETWEEN 1 AND 6)
);
CREATE VIEW averages AS SELECT course, term, AVG(grade) AS grade FROM enrolments GROUP BY course, term;
