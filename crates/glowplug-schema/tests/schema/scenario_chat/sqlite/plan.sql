-- up
CREATE VIRTUAL TABLE messages_words USING fts5(body, content='messages', content_rowid='id');
CREATE TABLE reactions (
    message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    member TEXT NOT NULL,
    emoji TEXT NOT NULL,
    PRIMARY KEY (message_id, member, emoji)
) WITHOUT ROWID;
-- may-fail: it fails where rows of `guilds` do not fit `json_type(settings) = 'object'`
ALTER TABLE guilds ADD COLUMN settings TEXT NOT NULL DEFAULT '{}' CHECK (json_type(settings) = 'object');
ALTER TABLE messages ADD COLUMN reply_to INTEGER REFERENCES messages (id) ON DELETE SET NULL;
CREATE TRIGGER messages_added AFTER INSERT ON messages
BEGIN
    INSERT INTO messages_words (rowid, body) VALUES (new.id, new.body);
END;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER messages_added;
-- data-loss: all rows of `messages_words` are lost
DROP TABLE messages_words;
-- data-loss: all rows of `reactions` are lost
DROP TABLE reactions;
-- `guilds` is recreated: SQLite cannot change it in place
CREATE TABLE new_guilds (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `guilds` are rewritten
-- data-loss: the values of `guilds.settings` are lost
INSERT INTO new_guilds (id, name)
SELECT id, name
FROM guilds;
DROP TABLE guilds;
ALTER TABLE new_guilds RENAME TO guilds;
-- `messages` is recreated: SQLite cannot change it in place
CREATE TABLE new_messages (
    id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- table-rewrite: all rows of `messages` are rewritten
-- data-loss: the values of `messages.reply_to` are lost
INSERT INTO new_messages (id, channel_id, body, sent_at)
SELECT id, channel_id, body, sent_at
FROM messages;
DROP TABLE messages;
ALTER TABLE new_messages RENAME TO messages;
CREATE INDEX messages_channel_idx ON messages (channel_id, sent_at DESC);
COMMIT;
PRAGMA foreign_keys = ON;
