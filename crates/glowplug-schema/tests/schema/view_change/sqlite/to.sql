CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, gone INTEGER NOT NULL DEFAULT 0);
CREATE VIEW present AS SELECT id, name FROM users WHERE NOT gone;
CREATE VIEW counted AS SELECT count(*) AS n FROM present;
CREATE TRIGGER present_delete INSTEAD OF DELETE ON present BEGIN UPDATE users SET gone = 1 WHERE id = old.id; END;
