-- up
ALTER TABLE users RENAME COLUMN name TO title;
ALTER TABLE users ALTER COLUMN title TYPE text USING title::text;
ALTER TABLE users
    ADD CONSTRAINT users_title_null_check CHECK (title IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of users may have no title
ALTER TABLE users VALIDATE CONSTRAINT users_title_null_check;
ALTER TABLE users ALTER COLUMN title SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_title_null_check;

-- down
ALTER TABLE users RENAME COLUMN title TO name;
-- data-loss: values of users.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN name TYPE varchar(20) USING name::varchar(20);
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
