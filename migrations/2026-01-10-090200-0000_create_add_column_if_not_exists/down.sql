DROP FUNCTION add_column_if_not_exists(text, text, text, text, text);
