-- "type" arrives as text, so it is resolved by to_regtype, which knows types and nothing else:
-- what does not name one is refused before any statement is built from it.
-- "column_default" is an SQL expression and "column_constraint" one of a closed list of forms.
CREATE FUNCTION add_column_if_not_exists(
    table_name text,
    column_name text,
    column_type text,
    column_default text DEFAULT NULL,
    column_constraint text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    target regclass := to_regclass(quote_ident(table_name));
    base_type regtype := to_regtype(regexp_replace(column_type, '\s*\(\s*\d+\s*(,\s*\d+\s*)?\)', ''));
    statement text;
    checked refcursor;
BEGIN
    IF target IS NULL THEN
        RAISE EXCEPTION 'table "%" does not exist', table_name USING ERRCODE = 'undefined_table';
    END IF;
    IF column_name IS NULL OR column_name = '' OR octet_length(column_name) > 63 THEN
        RAISE EXCEPTION 'a column name has 1 to 63 bytes' USING ERRCODE = 'invalid_name';
    END IF;
    IF base_type IS NULL OR column_type !~ '^[A-Za-z0-9_ "\[\](),.]+$' THEN
        RAISE EXCEPTION '"%" is not a type', column_type USING ERRCODE = 'undefined_object';
    END IF;
    IF column_constraint IS NOT NULL AND upper(btrim(column_constraint))
        NOT IN ('NOT NULL', 'NULL', 'UNIQUE', 'NOT NULL UNIQUE', 'UNIQUE NOT NULL') THEN
        RAISE EXCEPTION '"%" is not NULL, NOT NULL or UNIQUE', column_constraint
            USING ERRCODE = 'syntax_error';
    END IF;

    PERFORM FROM pg_attribute a
    WHERE a.attrelid = target AND a.attname = column_name AND NOT a.attisdropped;
    IF FOUND THEN
        RETURN false;
    END IF;

    statement := format('ALTER TABLE %s ADD COLUMN %I %s', target, column_name, column_type);
    IF column_default IS NOT NULL THEN
        -- A cursor takes one query and no more: this parses the expression without running it.
        OPEN checked FOR EXECUTE format('SELECT CAST((SELECT (%s)) AS %s)', column_default, column_type);
        CLOSE checked;
        statement := statement || format(' DEFAULT (%s)', column_default);
    END IF;
    IF column_constraint IS NOT NULL THEN
        statement := statement || ' ' || upper(btrim(column_constraint));
    END IF;
    EXECUTE statement;
    RETURN true;
END
$$;

COMMENT ON FUNCTION add_column_if_not_exists(text, text, text, text, text) IS
    'Adds a column unless the table has it; says whether it did. Names are quoted, the type must exist.';
