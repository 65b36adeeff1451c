-- up
DROP TRIGGER logged;
DROP VIEW log_users;
DROP VIEW active;
-- data-loss: all rows of `logs` are lost
DROP TABLE logs;
CREATE VIEW active AS
SELECT u.id, u.name
FROM users u;

-- down
DROP VIEW active;
CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    user_id INTEGER
);
CREATE VIEW active AS
SELECT u.id, u.name
FROM users u JOIN logs l ON l.user_id = u.id;
CREATE VIEW log_users AS
SELECT user_id
FROM logs;
CREATE TRIGGER logged AFTER INSERT ON users
BEGIN
    INSERT INTO logs (user_id) VALUES (new.id);
END;
