-- up
ALTER TABLE users ADD COLUMN config jsonb NOT NULL DEFAULT '{}'::jsonb;
ALTER TABLE users ADD COLUMN more json;
ALTER TABLE users
    ADD CONSTRAINT users_config_check CHECK (jsonb_typeof(config) = 'object'::text) NOT VALID;
-- alone
CREATE INDEX CONCURRENTLY users_theme_idx ON users ((config ->> 'theme'::text));
-- later
-- may-fail: rows of users may violate users_config_check
ALTER TABLE users VALIDATE CONSTRAINT users_config_check;

-- down
ALTER TABLE users DROP CONSTRAINT users_config_check;
DROP INDEX users_theme_idx;
-- data-loss: the values of users.config are lost
ALTER TABLE users DROP COLUMN config;
-- data-loss: the values of users.more are lost
ALTER TABLE users DROP COLUMN more;
