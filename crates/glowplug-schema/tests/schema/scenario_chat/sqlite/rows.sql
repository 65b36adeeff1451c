INSERT INTO guilds VALUES (1, 'a');
INSERT INTO channels VALUES (1, 1, 'b');
INSERT INTO messages (id, channel_id, body) VALUES (1, 1, 'c');
