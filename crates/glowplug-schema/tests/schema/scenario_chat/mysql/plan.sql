-- up
-- channels_guild_id_fkey is recreated: its columns change
ALTER TABLE channels DROP FOREIGN KEY channels_guild_id_fkey;
-- messages_channel_id_fkey is recreated: its columns change
ALTER TABLE messages DROP FOREIGN KEY messages_channel_id_fkey;
CREATE TABLE reactions (
    message_id bigint NOT NULL,
    member varchar(50) NOT NULL,
    emoji varchar(32) NOT NULL,
    PRIMARY KEY (message_id, member, emoji)
);
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
ALTER TABLE guilds
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    ADD COLUMN settings json NOT NULL DEFAULT '{}';
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `guild_id` becomes bigint from int
-- long-lock: `guild_id` becomes bigint from int
ALTER TABLE channels
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN guild_id bigint NOT NULL;
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `channel_id` becomes bigint from int
-- long-lock: `channel_id` becomes bigint from int
-- table-rewrite: `messages_words_idx` indexes all words
-- long-lock: `messages_words_idx` indexes all words
ALTER TABLE messages
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN channel_id bigint NOT NULL,
    ADD COLUMN reply_to bigint,
    ADD KEY messages_reply_to_fkey (reply_to),
    ADD FULLTEXT KEY messages_words_idx (body);
ALTER TABLE reactions ADD CONSTRAINT reactions_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `channels_guild_id_fkey`
-- long-lock: every row is looked up for `channels_guild_id_fkey`
ALTER TABLE channels ADD CONSTRAINT channels_guild_id_fkey FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `messages_channel_id_fkey`
-- long-lock: every row is looked up for `messages_channel_id_fkey`
-- table-rewrite: every row is looked up for `messages_reply_to_fkey`
-- long-lock: every row is looked up for `messages_reply_to_fkey`
ALTER TABLE messages
    ADD CONSTRAINT messages_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels (id) ON DELETE CASCADE,
    ADD CONSTRAINT messages_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES messages (id) ON DELETE SET NULL;

-- down
-- channels_guild_id_fkey is recreated: its columns change
ALTER TABLE channels DROP FOREIGN KEY channels_guild_id_fkey;
-- messages_channel_id_fkey is recreated: its columns change
ALTER TABLE messages DROP FOREIGN KEY messages_channel_id_fkey;
-- data-loss: the rows of reactions are lost
DROP TABLE reactions;
-- data-loss: the values of `settings` are lost
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
ALTER TABLE guilds
    DROP COLUMN settings,
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `guild_id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `guild_id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `guild_id` becomes int from bigint
-- long-lock: `guild_id` becomes int from bigint
ALTER TABLE channels
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN guild_id int NOT NULL;
-- data-loss: the values of `reply_to` are lost
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `channel_id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `channel_id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `channel_id` becomes int from bigint
-- long-lock: `channel_id` becomes int from bigint
ALTER TABLE messages
    DROP FOREIGN KEY messages_reply_to_fkey,
    DROP KEY messages_reply_to_fkey,
    DROP KEY messages_words_idx,
    DROP COLUMN reply_to,
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN channel_id int NOT NULL;
-- table-rewrite: every row is looked up for `channels_guild_id_fkey`
-- long-lock: every row is looked up for `channels_guild_id_fkey`
ALTER TABLE channels ADD CONSTRAINT channels_guild_id_fkey FOREIGN KEY (guild_id) REFERENCES guilds (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `messages_channel_id_fkey`
-- long-lock: every row is looked up for `messages_channel_id_fkey`
ALTER TABLE messages ADD CONSTRAINT messages_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels (id) ON DELETE CASCADE;
