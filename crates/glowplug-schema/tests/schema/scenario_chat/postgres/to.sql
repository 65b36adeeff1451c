CREATE TABLE guilds (id bigserial PRIMARY KEY, name text NOT NULL, settings jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(settings) = 'object'));
CREATE TABLE channels (id bigserial PRIMARY KEY, guild_id bigint NOT NULL REFERENCES guilds ON DELETE CASCADE, name text NOT NULL, UNIQUE (guild_id, name));
CREATE TABLE messages (
    id bigserial PRIMARY KEY, channel_id bigint NOT NULL REFERENCES channels ON DELETE CASCADE, author text, body text NOT NULL, sent_at timestamptz NOT NULL DEFAULT now(),
    reply_to bigint REFERENCES messages ON DELETE SET NULL, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED
);
CREATE INDEX messages_channel_id_sent_at_idx ON messages (channel_id, sent_at DESC);
CREATE INDEX messages_words_idx ON messages USING gin (words);
CREATE TABLE reactions (message_id bigint REFERENCES messages ON DELETE CASCADE, member text, emoji varchar(32), PRIMARY KEY (message_id, member, emoji));
