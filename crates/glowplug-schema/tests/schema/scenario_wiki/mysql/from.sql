CREATE TABLE pages (title VARCHAR(100) PRIMARY KEY, body TEXT NOT NULL, editor VARCHAR(50));
CREATE TABLE links (
    source VARCHAR(100),
    target VARCHAR(100),
    PRIMARY KEY (source, target),
    CONSTRAINT links_source FOREIGN KEY (source) REFERENCES pages (title) ON UPDATE CASCADE
);
