CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
CREATE TABLE logs (id INT PRIMARY KEY, user_id INT);
CREATE VIEW active AS SELECT u.id, u.name FROM users u JOIN logs l ON l.user_id = u.id;
CREATE VIEW log_users AS SELECT user_id FROM logs;
