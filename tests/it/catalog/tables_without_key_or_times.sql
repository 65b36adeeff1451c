SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\_\_%'
    AND (
        NOT EXISTS (
            SELECT FROM pg_attribute a
            JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            WHERE a.attrelid = c.oid AND a.attnum = k.conkey[1] AND a.attidentity = 'a'
                AND a.atttypid = 'bigint'::regtype
        )
        OR (
            SELECT count(*) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnotnull AND a.atttypid = 'timestamptz'::regtype
                AND a.attname IN ('created_at', 'updated_at')
        ) <> 2
        OR NOT EXISTS (
            SELECT FROM pg_trigger g
            WHERE g.tgrelid = c.oid AND g.tgname = c.relname || '_set_updated_at'
        )
    )
