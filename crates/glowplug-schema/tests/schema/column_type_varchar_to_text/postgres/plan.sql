-- up
ALTER TABLE users DROP CONSTRAINT users_name_check;
ALTER TABLE users
    ALTER COLUMN name DROP DEFAULT,
    ALTER COLUMN name TYPE text USING name::text,
    ALTER COLUMN name SET DEFAULT 'x'::text;
ALTER TABLE users
    ADD CONSTRAINT users_name_check CHECK (name = ANY (ARRAY['x'::text, 'y'::text])) NOT VALID;
-- later
-- may-fail: rows of users may violate users_name_check
ALTER TABLE users VALIDATE CONSTRAINT users_name_check;

-- down
ALTER TABLE users DROP CONSTRAINT users_name_check;
-- data-loss: values of users.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE users
    ALTER COLUMN name DROP DEFAULT,
    ALTER COLUMN name TYPE varchar(50) USING name::varchar(50),
    ALTER COLUMN name SET DEFAULT 'x'::character varying;
-- may-fail: rows of users may violate users_name_check
-- long-lock: all rows are looked at
ALTER TABLE users
    ADD CONSTRAINT users_name_check CHECK ((name)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text]));
