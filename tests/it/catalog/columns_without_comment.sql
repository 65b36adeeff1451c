SELECT c.relname || '.' || a.attname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\_\_%'
    AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)
