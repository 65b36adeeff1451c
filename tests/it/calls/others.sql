INSERT INTO servers (discord_server_id, config) VALUES ('1002', '{"tomori_nickname": "FOREIGN"}');
INSERT INTO users (discord_user_id, preferences)
VALUES ('2003', '{"label": "FOREIGN"}'), ('2002', '{"label": "FOREIGN"}');
