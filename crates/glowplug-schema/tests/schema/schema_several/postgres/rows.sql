INSERT INTO app.users (mood) VALUES ('ok');
