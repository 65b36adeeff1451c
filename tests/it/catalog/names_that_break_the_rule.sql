SELECT k.conname FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\_\_%'
    -- From 18 on NOT NULL is a constraint, whose name tells nothing.
    AND k.contype <> 'n'
    AND k.conname !~ ('^' || c.relname || '_(pkey|[a-z_]+_(key|fkey|check))$')
UNION ALL
SELECT i.relname FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_class c ON c.oid = x.indrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\_\_%'
    AND i.relname !~ ('^' || c.relname || '_(pkey|[a-z_]+_(key|idx))$')
