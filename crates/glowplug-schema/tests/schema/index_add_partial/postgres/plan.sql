-- up
-- alone
CREATE INDEX CONCURRENTLY users_deleted_idx ON users (deleted_at) WHERE ((deleted_at IS NOT NULL) AND (email <> ''::text));
-- may-fail: rows of users may have the same email
CREATE UNIQUE INDEX CONCURRENTLY users_email_idx ON users (email) WHERE (deleted_at IS NULL);

-- down
DROP INDEX users_deleted_idx;
DROP INDEX users_email_idx;
