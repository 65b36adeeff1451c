INSERT INTO guilds (name) VALUES ('g');
INSERT INTO channels (guild_id, name) VALUES (1, 'c');
INSERT INTO messages (channel_id, body) VALUES (1, 'hi');
