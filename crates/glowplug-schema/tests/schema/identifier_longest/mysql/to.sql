CREATE TABLE a_table_with_a_name_that_is_exactly_as_long_as_one_may_be_there (
    id INT PRIMARY KEY,
    a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there INT NOT NULL,
    UNIQUE KEY an_index_with_a_name_that_is_just_as_long_as_one_may_be_in_there (a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there),
    CONSTRAINT a_check_with_a_name_that_is_just_as_long_as_one_may_be_in_there1 CHECK (a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there > 0)
);
