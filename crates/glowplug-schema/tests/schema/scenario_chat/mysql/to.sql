CREATE TABLE guilds (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(100) NOT NULL, settings JSON NOT NULL DEFAULT '{}');
CREATE TABLE channels (id BIGINT PRIMARY KEY AUTO_INCREMENT, guild_id BIGINT NOT NULL, name VARCHAR(100) NOT NULL, UNIQUE KEY channels_name_key (guild_id, name), CONSTRAINT channels_guild_id_fkey FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE);
CREATE TABLE messages (
    id BIGINT PRIMARY KEY AUTO_INCREMENT,
    channel_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    sent_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    reply_to BIGINT,
    KEY messages_channel_idx (channel_id, sent_at DESC),
    FULLTEXT KEY messages_words_idx (body),
    CONSTRAINT messages_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels (id) ON DELETE CASCADE,
    CONSTRAINT messages_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES messages (id) ON DELETE SET NULL
);
CREATE TABLE reactions (message_id BIGINT, member VARCHAR(50), emoji VARCHAR(32), PRIMARY KEY (message_id, member, emoji), CONSTRAINT reactions_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE);
