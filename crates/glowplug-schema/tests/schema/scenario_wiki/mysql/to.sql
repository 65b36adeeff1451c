CREATE TABLE pages (id BIGINT NOT NULL AUTO_INCREMENT, title VARCHAR(100) PRIMARY KEY, body TEXT NOT NULL, editor VARCHAR(50), version INT NOT NULL DEFAULT 1, UNIQUE KEY pages_id_key (id));
CREATE TABLE revisions (
    page_id BIGINT NOT NULL,
    version INT NOT NULL,
    body TEXT NOT NULL,
    at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (page_id, version),
    CONSTRAINT revisions_page FOREIGN KEY (page_id) REFERENCES pages (id) ON DELETE CASCADE
);
CREATE TRIGGER pages_revision BEFORE UPDATE ON pages FOR EACH ROW
BEGIN
    INSERT INTO revisions (page_id, version, body) VALUES (OLD.id, OLD.version, OLD.body);
    SET NEW.version = OLD.version + 1;
END;
CREATE TABLE links (
    source VARCHAR(100),
    target VARCHAR(100),
    PRIMARY KEY (source, target),
    KEY links_target_idx (target),
    CONSTRAINT links_source FOREIGN KEY (source) REFERENCES pages (title) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE VIEW dead_links AS SELECT l.source, l.target FROM links l LEFT JOIN pages p ON p.title = l.target WHERE p.title IS NULL;
