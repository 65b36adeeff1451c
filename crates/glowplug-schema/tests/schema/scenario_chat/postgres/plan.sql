-- up
ALTER SEQUENCE channels_id_seq AS bigint;
ALTER SEQUENCE guilds_id_seq AS bigint;
ALTER SEQUENCE messages_id_seq AS bigint;
-- table-rewrite: values are converted
ALTER TABLE channels
    ALTER COLUMN guild_id TYPE bigint USING guild_id::bigint,
    ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE guilds ADD COLUMN settings jsonb NOT NULL DEFAULT '{}'::jsonb;
-- table-rewrite: values are converted
ALTER TABLE guilds ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE guilds
    ADD CONSTRAINT guilds_settings_check CHECK (jsonb_typeof(settings) = 'object'::text) NOT VALID;
ALTER TABLE messages ADD COLUMN reply_to bigint;
-- times are read in the time zone of the session
-- table-rewrite: each row's value is computed
-- table-rewrite: values are converted
ALTER TABLE messages
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, body)) STORED,
    ALTER COLUMN channel_id TYPE bigint USING channel_id::bigint,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN sent_at DROP DEFAULT,
    ALTER COLUMN sent_at TYPE timestamptz USING sent_at::timestamptz,
    ALTER COLUMN sent_at SET DEFAULT now();
ALTER TABLE messages
    ADD CONSTRAINT messages_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES messages(id) ON DELETE SET NULL NOT VALID;
CREATE TABLE reactions (
    message_id bigint NOT NULL,
    member text NOT NULL,
    emoji varchar(32) NOT NULL,
    PRIMARY KEY (message_id, member, emoji)
);
ALTER TABLE reactions
    ADD CONSTRAINT reactions_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE;
-- alone
CREATE INDEX CONCURRENTLY messages_words_idx ON messages USING gin (words);
-- later
-- may-fail: rows of guilds may violate guilds_settings_check
ALTER TABLE guilds VALIDATE CONSTRAINT guilds_settings_check;
ALTER TABLE messages VALIDATE CONSTRAINT messages_reply_to_fkey;

-- down
ALTER TABLE messages DROP CONSTRAINT messages_reply_to_fkey;
-- may-fail: channels_id_seq may have counted beyond its new bounds
ALTER SEQUENCE channels_id_seq AS integer;
-- may-fail: guilds_id_seq may have counted beyond its new bounds
ALTER SEQUENCE guilds_id_seq AS integer;
-- may-fail: messages_id_seq may have counted beyond its new bounds
ALTER SEQUENCE messages_id_seq AS integer;
-- table-rewrite: values are converted
-- may-fail: channels.guild_id may hold numbers beyond the range of the new type
-- may-fail: channels.id may hold numbers beyond the range of the new type
ALTER TABLE channels
    ALTER COLUMN guild_id TYPE integer USING guild_id::integer,
    ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE guilds DROP CONSTRAINT guilds_settings_check;
-- data-loss: the values of guilds.settings are lost
ALTER TABLE guilds DROP COLUMN settings;
-- table-rewrite: values are converted
-- may-fail: guilds.id may hold numbers beyond the range of the new type
ALTER TABLE guilds ALTER COLUMN id TYPE integer USING id::integer;
DROP INDEX messages_words_idx;
-- data-loss: the values of messages.reply_to are lost
ALTER TABLE messages DROP COLUMN reply_to;
ALTER TABLE messages DROP COLUMN words;
-- times are read in the time zone of the session
-- table-rewrite: values are converted
-- may-fail: messages.channel_id may hold numbers beyond the range of the new type
ALTER TABLE messages
    ALTER COLUMN channel_id TYPE integer USING channel_id::integer,
    ALTER COLUMN sent_at DROP DEFAULT,
    ALTER COLUMN sent_at TYPE timestamp USING sent_at::timestamp,
    ALTER COLUMN sent_at SET DEFAULT now();
-- data-loss: all rows of reactions are lost
DROP TABLE reactions;
-- table-rewrite: values are converted
-- may-fail: messages.id may hold numbers beyond the range of the new type
ALTER TABLE messages ALTER COLUMN id TYPE integer USING id::integer;
