-- up
-- alone
CREATE UNIQUE INDEX CONCURRENTLY users_unique_new ON users (tenant, email);
-- later
ALTER TABLE users
    DROP CONSTRAINT users_unique,
    ADD CONSTRAINT users_unique UNIQUE USING INDEX users_unique_new;

-- down
ALTER TABLE users DROP CONSTRAINT users_unique;
-- may-fail: rows of users may have the same email
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_unique UNIQUE (email);
