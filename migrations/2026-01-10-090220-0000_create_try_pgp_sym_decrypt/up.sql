-- pgp_sym_decrypt raises an error for a wrong secret, which would end the caller's transaction.
CREATE FUNCTION try_pgp_sym_decrypt(message bytea, secrets text[]) RETURNS text
LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
    secret text;
BEGIN
    FOREACH secret IN ARRAY secrets LOOP
        BEGIN
            RETURN pgp_sym_decrypt(message, secret);
        EXCEPTION WHEN external_routine_invocation_exception THEN
            CONTINUE;
        END;
    END LOOP;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION try_pgp_sym_decrypt(bytea, text[]) IS
    'Opens an OpenPGP message with the first secret that fits; NULL when none does.';
