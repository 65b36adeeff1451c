-- up
ALTER TABLE b DROP CONSTRAINT b_link;
-- data-loss: all rows of old_links are lost
DROP TABLE old_links;
CREATE TABLE links (
    id integer PRIMARY KEY,
    a integer,
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a(id)
);
ALTER TABLE b ADD CONSTRAINT b_link FOREIGN KEY (link) REFERENCES links(id) NOT VALID;
-- later
-- may-fail: rows of b may reference no row of links
ALTER TABLE b VALIDATE CONSTRAINT b_link;

-- down
ALTER TABLE b DROP CONSTRAINT b_link;
-- data-loss: all rows of links are lost
DROP TABLE links;
CREATE TABLE old_links (
    id integer NOT NULL,
    a integer,
    CONSTRAINT links_pkey PRIMARY KEY (id),
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a(id)
);
-- may-fail: rows of b may reference no row of old_links
-- long-lock: all rows are looked at
ALTER TABLE b ADD CONSTRAINT b_link FOREIGN KEY (link) REFERENCES old_links(id);
