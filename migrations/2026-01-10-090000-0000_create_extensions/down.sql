-- An extension that something else in the database uses stays.
DO $$
DECLARE
    extension text;
BEGIN
    FOREACH extension IN ARRAY ARRAY['btree_gin', 'pg_trgm', 'pgcrypto'] LOOP
        BEGIN
            EXECUTE format('DROP EXTENSION IF EXISTS %I', extension);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE NOTICE 'extension "%" is used by others and stays', extension;
        END;
    END LOOP;
END
$$;
