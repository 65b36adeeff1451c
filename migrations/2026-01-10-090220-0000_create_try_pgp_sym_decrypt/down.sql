DROP FUNCTION try_pgp_sym_decrypt(bytea, text[]);
