CREATE FUNCTION jsonb_set_deep(target jsonb, path text[], value jsonb) RETURNS jsonb
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

COMMENT ON FUNCTION jsonb_set_deep(jsonb, text[], jsonb) IS
    'jsonb_set that makes missing parents and refuses to go through what is not an object.';
