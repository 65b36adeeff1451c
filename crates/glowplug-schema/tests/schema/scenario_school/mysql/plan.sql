-- up
ALTER TABLE enrolments
    DROP FOREIGN KEY enrolments_course,
    DROP FOREIGN KEY enrolments_student;
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE courses
    DROP PRIMARY KEY,
    ADD COLUMN term int NOT NULL DEFAULT 1 AFTER code,
    ADD PRIMARY KEY (code, term);
-- data-loss: `grade` becomes decimal(3,1) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `grade` becomes decimal(3,1) from int: under strict mode values that do not fit are refused
-- table-rewrite: `grade` becomes decimal(3,1) from int
-- long-lock: `grade` becomes decimal(3,1) from int
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
-- may-fail: rows may violate `enrolments_grade`
-- table-rewrite: every row is checked for `enrolments_grade`
-- long-lock: every row is checked for `enrolments_grade`
ALTER TABLE enrolments
    DROP PRIMARY KEY,
    DROP KEY enrolments_course,
    MODIFY COLUMN grade decimal(3,1),
    ADD COLUMN term int NOT NULL DEFAULT 1 AFTER course,
    ADD PRIMARY KEY (student_id, course, term),
    ADD KEY enrolments_course (course, term),
    ADD CONSTRAINT enrolments_grade CHECK (`grade` between 1 and 6);
-- table-rewrite: every row is looked up for `enrolments_course`
-- long-lock: every row is looked up for `enrolments_course`
-- may-fail: rows may violate `enrolments_course`
-- table-rewrite: every row is looked up for `enrolments_student`
-- long-lock: every row is looked up for `enrolments_student`
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_course FOREIGN KEY (course, term) REFERENCES courses (code, term),
    ADD CONSTRAINT enrolments_student FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE;
CREATE VIEW averages AS
select `enrolments`.`course` AS `course`,`enrolments`.`term` AS `term`,avg(`enrolments`.`grade`) AS `grade` from `enrolments` group by `enrolments`.`course`,`enrolments`.`term`;

-- down
DROP VIEW averages;
ALTER TABLE enrolments
    DROP FOREIGN KEY enrolments_course,
    DROP FOREIGN KEY enrolments_student;
-- data-loss: the values of `term` are lost
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE courses
    DROP PRIMARY KEY,
    DROP COLUMN term,
    ADD PRIMARY KEY (code);
-- data-loss: the values of `term` are lost
-- data-loss: `grade` becomes int from decimal(3,1): without strict mode values that do not fit are cut or replaced
-- may-fail: `grade` becomes int from decimal(3,1): under strict mode values that do not fit are refused
-- table-rewrite: `grade` becomes int from decimal(3,1)
-- long-lock: `grade` becomes int from decimal(3,1)
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE enrolments
    DROP CONSTRAINT enrolments_grade,
    DROP PRIMARY KEY,
    DROP KEY enrolments_course,
    DROP COLUMN term,
    MODIFY COLUMN grade int,
    ADD PRIMARY KEY (student_id, course),
    ADD KEY enrolments_course (course);
-- table-rewrite: every row is looked up for `enrolments_course`
-- long-lock: every row is looked up for `enrolments_course`
-- may-fail: rows may violate `enrolments_course`
-- table-rewrite: every row is looked up for `enrolments_student`
-- long-lock: every row is looked up for `enrolments_student`
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_course FOREIGN KEY (course) REFERENCES courses (code),
    ADD CONSTRAINT enrolments_student FOREIGN KEY (student_id) REFERENCES students (id);
