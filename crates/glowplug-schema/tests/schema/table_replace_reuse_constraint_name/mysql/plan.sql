-- up
ALTER TABLE b DROP FOREIGN KEY b_link;
-- data-loss: the rows of old_links are lost
DROP TABLE old_links;
CREATE TABLE links (
    id int NOT NULL,
    a int,
    PRIMARY KEY (id),
    KEY to_a (a),
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id)
);
-- table-rewrite: every row is looked up for `b_link`
-- long-lock: every row is looked up for `b_link`
-- may-fail: rows may violate `b_link`
ALTER TABLE b ADD CONSTRAINT b_link FOREIGN KEY (link) REFERENCES links (id);

-- down
ALTER TABLE b DROP FOREIGN KEY b_link;
-- data-loss: the rows of links are lost
DROP TABLE links;
CREATE TABLE old_links (
    id int NOT NULL,
    a int,
    PRIMARY KEY (id),
    KEY to_a (a),
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id)
);
-- table-rewrite: every row is looked up for `b_link`
-- long-lock: every row is looked up for `b_link`
-- may-fail: rows may violate `b_link`
ALTER TABLE b ADD CONSTRAINT b_link FOREIGN KEY (link) REFERENCES old_links (id);
