CREATE TABLE users (id serial PRIMARY KEY, name text, config jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(config) = 'object'), more json);
CREATE INDEX users_theme_idx ON users ((config ->> 'theme'));
