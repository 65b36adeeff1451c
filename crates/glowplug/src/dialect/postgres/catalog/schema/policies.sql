SELECT
    p.oid::bigint AS id,
    p.polrelid::bigint AS owner,
    json_build_object(
        'name', p.polname,
        'permissive', p.polpermissive,
        'command', CASE p.polcmd
            WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL'
        END,
        'roles', (
            SELECT json_agg(role.name ORDER BY role.name COLLATE "C")
            FROM (
                SELECT CASE id WHEN 0 THEN 'public' ELSE pg_get_userbyid(id)::text END
                FROM unnest(p.polroles) id
            ) role (name)
        ),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid),
        'comment', d.description
    ) AS object
FROM relations r
JOIN pg_policy p ON p.polrelid = r.id
LEFT JOIN pg_description d ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid AND d.objsubid = 0
