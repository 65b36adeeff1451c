DROP FUNCTION is_blank(text);
