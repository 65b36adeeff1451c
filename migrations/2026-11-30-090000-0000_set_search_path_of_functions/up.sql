-- A function finds what it calls by the search path of whoever calls it: with a schema in that path
-- where others may create, as `public` is by default up to PostgreSQL 14, their function may run in
-- the place of the server's. So every function has a path of its own, with the schemas in it that
-- hold its tables and pgcrypto, and the temporary schema last.
DO $$
DECLARE
    own text := pg_catalog.quote_ident(pg_catalog.current_schema());
    pgcrypto text := (
        SELECT pg_catalog.quote_ident(n.nspname)
        FROM pg_catalog.pg_extension e
        JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) e.extnamespace
        WHERE e.extname OPERATOR(pg_catalog.=) 'pgcrypto'
    );
    paths text[] := ARRAY[
        ['set_updated_at()', 'pg_catalog, pg_temp'],
        ['try_pgp_sym_decrypt(bytea, text[])', pg_catalog.concat('pg_catalog, ', pgcrypto, ', pg_temp')],
        ['search_personal_memories(text, text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint)',
            pg_catalog.concat('pg_catalog, ', own, ', pg_temp')],
        ['search_older_personal_memories(bigint, text, bigint, text, timestamptz, timestamptz, bigint, bigint)',
            pg_catalog.concat('pg_catalog, ', own, ', pg_temp')],
        ['search_server_memories(text, text, text, timestamptz, timestamptz, timestamptz, bigint, bigint)',
            pg_catalog.concat('pg_catalog, ', own, ', pg_temp')],
        ['search_older_server_memories(bigint, text, text, timestamptz, timestamptz, bigint, bigint)',
            pg_catalog.concat('pg_catalog, ', own, ', pg_temp')]
    ];
BEGIN
    FOR place IN 1 .. pg_catalog.array_length(paths, 1) LOOP
        EXECUTE pg_catalog.concat('ALTER FUNCTION ', paths[place][1], ' SET search_path = ', paths[place][2]);
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION jsonb_set_deep(target jsonb, path text[], value jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parent text[];
BEGIN
    FOR depth IN 1 .. cardinality(path) - 1 LOOP
        parent := path[:depth];
        IF target #> parent IS NULL THEN
            target := jsonb_set(target, parent, '{}'::jsonb);
        ELSIF jsonb_typeof(target #> parent) <> 'object' THEN
            RAISE EXCEPTION 'a parent in the path is not an object'
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END LOOP;
    RETURN jsonb_set(target, path, value);
END
$$;

-- No path of its own: PostgreSQL would no longer fold it into the constraints that call it, and
-- every insert would take longer. Everything in it is named with its schema instead.
CREATE OR REPLACE FUNCTION is_blank(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.btrim(value, E' \t\n\r\f\v\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004'
        '\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000'::text)
        OPERATOR(pg_catalog.=) ''::text
$$;

-- No path of its own: it finds the table, the type and what the two expressions call by the path of
-- whoever calls it. Everything else in it is named with its schema.
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
        pg_catalog.to_regclass(pg_catalog.quote_ident(table_name)),
        pg_catalog.to_regclass((
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(part), '.'::text)
            FROM pg_catalog.unnest(pg_catalog.parse_ident(table_name)) part
        ))
    );
    base_type oid := pg_catalog.to_regtype(
        pg_catalog.regexp_replace(column_type, '\s*\(\s*\d+\s*(,\s*-?\d+\s*)?\)'::text, ''::text)
    );
    rule text := pg_catalog.regexp_replace(
        pg_catalog.btrim(column_constraint), '\s+'::text, ' '::text, 'g'::text
    );
    condition text := pg_catalog.substring(
        pg_catalog.btrim(column_constraint), '^[Cc][Hh][Ee][Cc][Kk]\s*\((.*)\)$'::text
    );
    existing_type oid;
    statement text;
    checked refcursor;
BEGIN
    IF target IS NULL THEN
        RAISE EXCEPTION 'table "%" does not exist', table_name USING ERRCODE = 'undefined_table';
    END IF;
    IF column_name IS NULL OR column_name OPERATOR(pg_catalog.=) ''::text
        OR pg_catalog.octet_length(column_name) OPERATOR(pg_catalog.>) 63 THEN
        RAISE EXCEPTION 'a column name has 1 to 63 bytes' USING ERRCODE = 'invalid_name';
    END IF;
    IF base_type IS NULL
        OR column_type OPERATOR(pg_catalog.!~) '^[A-Za-z0-9_ "\[\](),.-]+$'::text
        OR column_type OPERATOR(pg_catalog.~) '--'::text THEN
        RAISE EXCEPTION '"%" is not a type', column_type USING ERRCODE = 'undefined_object';
    END IF;
    IF rule IS NOT NULL AND condition IS NULL AND NOT pg_catalog.upper(rule) OPERATOR(pg_catalog.=)
        ANY (ARRAY['NOT NULL', 'NULL', 'UNIQUE', 'NOT NULL UNIQUE', 'UNIQUE NOT NULL']::text[]) THEN
        RAISE EXCEPTION '"%" is not NULL, NOT NULL, UNIQUE or CHECK (…)', column_constraint
            USING ERRCODE = 'syntax_error';
    END IF;

    SELECT a.atttypid INTO existing_type FROM pg_catalog.pg_attribute a
    WHERE a.attrelid OPERATOR(pg_catalog.=) target::oid
        AND a.attname::text OPERATOR(pg_catalog.=) column_name
        AND NOT a.attisdropped;
    IF existing_type OPERATOR(pg_catalog.=) base_type THEN
        RETURN false;
    ELSIF existing_type IS NOT NULL THEN
        RAISE EXCEPTION 'column "%" exists with the type %', column_name, existing_type::regtype
            USING ERRCODE = 'duplicate_column';
    END IF;

    statement := pg_catalog.format(
        'ALTER TABLE %s ADD COLUMN %I %s'::text, target::text, column_name, column_type
    );
    -- A cursor takes one query and no more: this parses the expressions without running them.
    IF column_default IS NOT NULL THEN
        OPEN checked FOR EXECUTE pg_catalog.format(
            'SELECT CAST((SELECT (%s)) AS %s)'::text, column_default, column_type
        );
        CLOSE checked;
        statement := pg_catalog.concat(
            statement, pg_catalog.format(' DEFAULT (%s)'::text, column_default)
        );
    END IF;
    IF condition IS NOT NULL THEN
        OPEN checked FOR EXECUTE pg_catalog.format(
            'SELECT (%s) IS TRUE FROM (SELECT t.*, CAST(NULL AS %s) AS %I FROM %s t) AS added'::text,
            condition, column_type, column_name, target::text
        );
        CLOSE checked;
        rule := pg_catalog.format('CHECK (%s)'::text, condition);
    END IF;
    EXECUTE pg_catalog.concat_ws(' '::text, statement, rule);
    RETURN true;
END
$$;
