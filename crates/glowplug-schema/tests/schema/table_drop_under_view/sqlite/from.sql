CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE logs (id INTEGER PRIMARY KEY, user_id INTEGER);
CREATE VIEW active AS SELECT u.id, u.name FROM users u JOIN logs l ON l.user_id = u.id;
CREATE VIEW log_users AS SELECT user_id FROM logs;
CREATE TRIGGER logged AFTER INSERT ON users BEGIN INSERT INTO logs (user_id) VALUES (new.id); END;
