CREATE TABLE guilds (id INTEGER PRIMARY KEY, name TEXT NOT NULL, settings TEXT NOT NULL DEFAULT '{}' CHECK (json_type(settings) = 'object'));
CREATE TABLE channels (id INTEGER PRIMARY KEY, guild_id INTEGER NOT NULL REFERENCES guilds (id) ON DELETE CASCADE, name TEXT NOT NULL, UNIQUE (guild_id, name));
CREATE TABLE messages (id INTEGER PRIMARY KEY, channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE, body TEXT NOT NULL, sent_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, reply_to INTEGER REFERENCES messages (id) ON DELETE SET NULL);
CREATE INDEX messages_channel_idx ON messages (channel_id, sent_at DESC);
CREATE VIRTUAL TABLE messages_words USING fts5(body, content='messages', content_rowid='id');
CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN INSERT INTO messages_words (rowid, body) VALUES (new.id, new.body); END;
CREATE TABLE reactions (message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE, member TEXT NOT NULL, emoji TEXT NOT NULL, PRIMARY KEY (message_id, member, emoji)) WITHOUT ROWID;
