ALTER FUNCTION set_updated_at() RESET search_path;
ALTER FUNCTION try_pgp_sym_decrypt(bytea, text[]) RESET search_path;
ALTER FUNCTION search_personal_memories(text, text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint) RESET search_path;
ALTER FUNCTION search_older_personal_memories(bigint, text, bigint, text, timestamptz, timestamptz, bigint, bigint) RESET search_path;
ALTER FUNCTION search_server_memories(text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint) RESET search_path;
ALTER FUNCTION search_older_server_memories(bigint, text, text, timestamptz, timestamptz, bigint, bigint) RESET search_path;

CREATE OR REPLACE FUNCTION jsonb_set_deep(target jsonb, path text[], value jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    parent text[];
BEGIN
    FOR depth IN 1 .. cardinality(path) - 1 LOOP
        parent := path[:depth];
        IF target #> parent IS NULL THEN
            target := jsonb_set(target, parent, '{}');
        ELSIF jsonb_typeof(target #> parent) <> 'object' THEN
            RAISE EXCEPTION 'a parent in the path is not an object'
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END LOOP;
    RETURN jsonb_set(target, path, value);
END
$$;

CREATE OR REPLACE FUNCTION is_blank(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(value, E' \t\n\r\f\v\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004'
        '\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000') = ''
$$;

CREATE OR REPLACE FUNCTION add_column_if_not_exists(
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
