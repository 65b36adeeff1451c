-- "type" arrives as text, so it is resolved by to_regtype, which knows types and nothing else:
-- what does not name one is refused before any statement is built from it.
-- "column_default" is an SQL expression, "column_constraint" one of NULL, NOT NULL, UNIQUE, both,
-- or CHECK (…).
CREATE FUNCTION add_column_if_not_exists(
    table_name text,
    column_name text,
    column_type text,
    column_default text DEFAULT NULL,
    column_constraint text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    -- A plain name, else a name with its schema.
    target regclass := coalesce(
        to_regclass(quote_ident(table_name)),
        to_regclass((SELECT string_agg(quote_ident(part), '.') FROM unnest(parse_ident(table_name)) part))
    );
    base_type regtype := to_regtype(
        regexp_replace(column_type, '\s*\(\s*\d+\s*(,\s*-?\d+\s*)?\)', '')
    );
    rule text := regexp_replace(btrim(column_constraint), '\s+', ' ', 'g');
    condition text := substring(btrim(column_constraint) FROM '^[Cc][Hh][Ee][Cc][Kk]\s*\((.*)\)$');
    existing_type regtype;
    statement text;
    checked refcursor;
BEGIN
    IF target IS NULL THEN
        RAISE EXCEPTION 'table "%" does not exist', table_name USING ERRCODE = 'undefined_table';
    END IF;
    IF column_name IS NULL OR column_name = '' OR octet_length(column_name) > 63 THEN
        RAISE EXCEPTION 'a column name has 1 to 63 bytes' USING ERRCODE = 'invalid_name';
    END IF;
    IF base_type IS NULL OR column_type !~ '^[A-Za-z0-9_ "\[\](),.-]+$' OR column_type ~ '--' THEN
        RAISE EXCEPTION '"%" is not a type', column_type USING ERRCODE = 'undefined_object';
    END IF;
    IF rule IS NOT NULL AND condition IS NULL AND upper(rule)
        NOT IN ('NOT NULL', 'NULL', 'UNIQUE', 'NOT NULL UNIQUE', 'UNIQUE NOT NULL') THEN
        RAISE EXCEPTION '"%" is not NULL, NOT NULL, UNIQUE or CHECK (…)', column_constraint
            USING ERRCODE = 'syntax_error';
    END IF;

    SELECT a.atttypid INTO existing_type FROM pg_attribute a
    WHERE a.attrelid = target AND a.attname = column_name AND NOT a.attisdropped;
    IF existing_type = base_type THEN
        RETURN false;
    ELSIF existing_type IS NOT NULL THEN
        RAISE EXCEPTION 'column "%" exists with the type %', column_name, existing_type
            USING ERRCODE = 'duplicate_column';
    END IF;

    statement := format('ALTER TABLE %s ADD COLUMN %I %s', target, column_name, column_type);
    -- A cursor takes one query and no more: this parses the expressions without running them.
    IF column_default IS NOT NULL THEN
        OPEN checked FOR EXECUTE format('SELECT CAST((SELECT (%s)) AS %s)', column_default, column_type);
        CLOSE checked;
        statement := statement || format(' DEFAULT (%s)', column_default);
    END IF;
    IF condition IS NOT NULL THEN
        OPEN checked FOR EXECUTE format(
            'SELECT (%s) IS TRUE FROM (SELECT t.*, CAST(NULL AS %s) AS %I FROM %s t) AS added',
            condition, column_type, column_name, target
        );
        CLOSE checked;
        rule := format('CHECK (%s)', condition);
    END IF;
    EXECUTE concat_ws(' ', statement, rule);
    RETURN true;
END
$$;

COMMENT ON FUNCTION add_column_if_not_exists(text, text, text, text, text) IS
    'Adds a column unless the table has it with this type; says whether it did. Names are quoted, the type must exist.';
