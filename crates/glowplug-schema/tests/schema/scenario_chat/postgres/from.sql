CREATE TABLE guilds (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE channels (id serial PRIMARY KEY, guild_id integer NOT NULL REFERENCES guilds ON DELETE CASCADE, name text NOT NULL, UNIQUE (guild_id, name));
CREATE TABLE messages (id serial PRIMARY KEY, channel_id integer NOT NULL REFERENCES channels ON DELETE CASCADE, author text, body text NOT NULL, sent_at timestamp NOT NULL DEFAULT now());
CREATE INDEX messages_channel_id_sent_at_idx ON messages (channel_id, sent_at DESC);
