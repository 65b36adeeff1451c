CREATE TABLE a_table_with_a_name_that_is_exactly_as_long_as_one_may_be_there (
    id INT PRIMARY KEY,
    a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there INT
);
