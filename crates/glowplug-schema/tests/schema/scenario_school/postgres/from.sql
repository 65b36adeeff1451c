CREATE TABLE courses (code text PRIMARY KEY, title text NOT NULL);
CREATE TABLE students (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE enrolments (student_id integer REFERENCES students, course text REFERENCES courses, grade integer, PRIMARY KEY (student_id, course));
