-- up
CREATE INDEX users_deleted_idx ON users (deleted_at) WHERE deleted_at IS NOT NULL AND email <> '';
-- may-fail: it fails where rows of `users` have the same key in `users_email_idx`
CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE deleted_at IS NULL;

-- down
DROP INDEX users_deleted_idx;
DROP INDEX users_email_idx;
