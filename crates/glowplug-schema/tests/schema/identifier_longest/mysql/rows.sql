INSERT INTO a_table_with_a_name_that_is_exactly_as_long_as_one_may_be_there VALUES (1, 2);
