CREATE TABLE users (
    user_id bigint GENERATED ALWAYS AS IDENTITY,
    discord_user_id text NOT NULL,
    preferences jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_pkey PRIMARY KEY (user_id),
    CONSTRAINT users_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT users_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT users_discord_user_id_key UNIQUE (discord_user_id),
    CONSTRAINT users_discord_user_id_check CHECK (discord_user_id ~ '^[1-9][0-9]{0,19}$'),
    CONSTRAINT users_preferences_check CHECK (jsonb_typeof(preferences) = 'object')
);

CREATE INDEX users_created_at_idx ON users (created_at DESC, user_id DESC);

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE users IS 'A Discord user whom the bot has met.';
COMMENT ON COLUMN users.user_id IS 'Key of this database.';
COMMENT ON COLUMN users.discord_user_id IS 'Discord''s snowflake of the user, in decimal.';
COMMENT ON COLUMN users.preferences IS 'What the user likes, for example language_pref and timezone: an object of free form.';
COMMENT ON COLUMN users.created_at IS 'When the row was written first.';
COMMENT ON COLUMN users.updated_at IS 'When the row was written last; kept by a trigger.';
