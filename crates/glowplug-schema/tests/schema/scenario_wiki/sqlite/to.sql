CREATE TABLE pages (title TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL, editor TEXT, version INTEGER NOT NULL DEFAULT 1);
CREATE TABLE revisions (title TEXT NOT NULL REFERENCES pages (title) ON UPDATE CASCADE ON DELETE CASCADE, version INTEGER NOT NULL, body TEXT NOT NULL, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (title, version)) WITHOUT ROWID;
CREATE TRIGGER pages_revision AFTER UPDATE OF body ON pages WHEN old.body IS NOT new.body BEGIN
    INSERT INTO revisions (title, version, body) VALUES (old.title, old.version, old.body);
    UPDATE pages SET version = old.version + 1 WHERE title = new.title;
END;
CREATE TABLE links (source TEXT NOT NULL REFERENCES pages (title) ON UPDATE CASCADE ON DELETE CASCADE, target TEXT NOT NULL, PRIMARY KEY (source, target));
CREATE INDEX links_target_idx ON links (target);
CREATE VIEW dead_links AS SELECT l.source, l.target FROM links l LEFT JOIN pages p ON p.title = l.target WHERE p.title IS NULL;
