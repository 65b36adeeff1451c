CREATE TABLE courses (code VARCHAR(20) PRIMARY KEY, title VARCHAR(100) NOT NULL);
CREATE TABLE students (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL);
CREATE TABLE enrolments (
    student_id INT,
    course VARCHAR(20),
    grade INT,
    PRIMARY KEY (student_id, course),
    CONSTRAINT enrolments_student FOREIGN KEY (student_id) REFERENCES students (id),
    CONSTRAINT enrolments_course FOREIGN KEY (course) REFERENCES courses (code)
);
