CREATE FUNCTION is_blank(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(value, E' \t\n\r\f\v\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004'
        '\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000') = ''
$$;

COMMENT ON FUNCTION is_blank(text) IS
    'Whether a text is nothing but white space, as Unicode has it.';
