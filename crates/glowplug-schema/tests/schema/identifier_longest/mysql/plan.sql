-- up
-- may-fail: rows with NULL in `a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there` are refused
-- table-rewrite: whether `a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there` takes NULL changes
-- may-fail: rows may violate `a_check_with_a_name_that_is_just_as_long_as_one_may_be_in_there1`
-- table-rewrite: every row is checked for `a_check_with_a_name_that_is_just_as_long_as_one_may_be_in_there1`
-- long-lock: every row is checked for `a_check_with_a_name_that_is_just_as_long_as_one_may_be_in_there1`
-- may-fail: rows may have the same values in `an_index_with_a_name_that_is_just_as_long_as_one_may_be_in_there`
ALTER TABLE a_table_with_a_name_that_is_exactly_as_long_as_one_may_be_there
    MODIFY COLUMN a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there int NOT NULL,
    ADD UNIQUE KEY an_index_with_a_name_that_is_just_as_long_as_one_may_be_in_there (a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there),
    ADD CONSTRAINT a_check_with_a_name_that_is_just_as_long_as_one_may_be_in_there1 CHECK (`a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there` > 0);

-- down
-- table-rewrite: whether `a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there` takes NULL changes
ALTER TABLE a_table_with_a_name_that_is_exactly_as_long_as_one_may_be_there
    DROP CONSTRAINT a_check_with_a_name_that_is_just_as_long_as_one_may_be_in_there1,
    DROP KEY an_index_with_a_name_that_is_just_as_long_as_one_may_be_in_there,
    MODIFY COLUMN a_column_with_a_name_that_is_just_as_long_as_one_may_be_in_there int;
