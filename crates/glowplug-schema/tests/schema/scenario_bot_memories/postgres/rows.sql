INSERT INTO servers (discord_server_id) VALUES ('1');
INSERT INTO memories (server_id, content) VALUES (1, 'x');
