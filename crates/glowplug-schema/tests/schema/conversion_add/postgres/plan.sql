-- up
CREATE TRUSTED LANGUAGE again HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
CREATE ACCESS METHOD heaps TYPE TABLE HANDLER heap_tableam_handler;
CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- down
DROP LANGUAGE again;
DROP ACCESS METHOD heaps;
DROP CONVERSION latin;
