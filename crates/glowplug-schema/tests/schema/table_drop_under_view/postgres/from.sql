CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE logs (id integer PRIMARY KEY, user_id integer);
CREATE VIEW active AS SELECT u.id, u.name FROM users u JOIN logs l ON l.user_id = u.id;
CREATE VIEW log_users AS SELECT user_id FROM logs;
