-- up
ALTER TABLE enrolments DROP CONSTRAINT enrolments_course_fkey;
ALTER TABLE courses ADD COLUMN term integer NOT NULL DEFAULT 1;
ALTER TABLE enrolments ADD COLUMN term integer NOT NULL DEFAULT 1;
-- table-rewrite: values are converted
-- may-fail: enrolments.grade may hold numbers beyond the range of the new type
ALTER TABLE enrolments ALTER COLUMN grade TYPE numeric(3,1) USING grade::numeric(3,1);
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_grade_check CHECK ((grade >= (1)::numeric) AND (grade <= (6)::numeric)) NOT VALID;
ALTER TABLE enrolments DROP CONSTRAINT enrolments_student_id_fkey;
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_student_id_fkey FOREIGN KEY (student_id) REFERENCES students(id) ON DELETE CASCADE NOT VALID;
CREATE VIEW averages AS
 SELECT enrolments.course,
    enrolments.term,
    avg(enrolments.grade) AS grade
   FROM enrolments
  GROUP BY enrolments.course, enrolments.term;
-- alone
CREATE UNIQUE INDEX CONCURRENTLY courses_pkey_new ON courses (code, term);
CREATE UNIQUE INDEX CONCURRENTLY enrolments_pkey_new ON enrolments (student_id, course, term);
-- later
-- may-fail: rows of enrolments may violate enrolments_grade_check
ALTER TABLE enrolments VALIDATE CONSTRAINT enrolments_grade_check;
ALTER TABLE enrolments VALIDATE CONSTRAINT enrolments_student_id_fkey;
ALTER TABLE courses
    DROP CONSTRAINT courses_pkey,
    ADD CONSTRAINT courses_pkey PRIMARY KEY USING INDEX courses_pkey_new;
ALTER TABLE enrolments
    DROP CONSTRAINT enrolments_pkey,
    ADD CONSTRAINT enrolments_pkey PRIMARY KEY USING INDEX enrolments_pkey_new;
-- may-fail: rows of enrolments may reference no row of courses
-- long-lock: all rows are looked at
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_course_term_fkey FOREIGN KEY (course, term) REFERENCES courses(code, term);

-- down
DROP VIEW averages;
ALTER TABLE enrolments DROP CONSTRAINT enrolments_course_term_fkey;
ALTER TABLE courses DROP CONSTRAINT courses_pkey;
-- data-loss: the values of courses.term are lost
ALTER TABLE courses DROP COLUMN term;
-- may-fail: rows of courses may have the same code
-- long-lock: all rows are looked at
ALTER TABLE courses ADD CONSTRAINT courses_pkey PRIMARY KEY (code);
ALTER TABLE enrolments DROP CONSTRAINT enrolments_grade_check;
ALTER TABLE enrolments DROP CONSTRAINT enrolments_pkey;
-- data-loss: the values of enrolments.term are lost
ALTER TABLE enrolments DROP COLUMN term;
-- data-loss: values of enrolments.grade lose the fractions of numbers
-- table-rewrite: values are converted
-- may-fail: enrolments.grade may hold numbers beyond the range of the new type
ALTER TABLE enrolments ALTER COLUMN grade TYPE integer USING grade::integer;
-- may-fail: rows of enrolments may have the same student_id, course
-- long-lock: all rows are looked at
ALTER TABLE enrolments ADD CONSTRAINT enrolments_pkey PRIMARY KEY (student_id, course);
ALTER TABLE enrolments DROP CONSTRAINT enrolments_student_id_fkey;
-- may-fail: rows of enrolments may reference no row of courses
-- long-lock: all rows are looked at
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_course_fkey FOREIGN KEY (course) REFERENCES courses(code);
-- long-lock: all rows are looked at
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_student_id_fkey FOREIGN KEY (student_id) REFERENCES students(id);
