-- up
ALTER TABLE links DROP FOREIGN KEY links_source;
CREATE TABLE revisions (
    page_id bigint NOT NULL,
    version int NOT NULL,
    body text NOT NULL,
    at datetime NOT NULL DEFAULT current_timestamp(),
    PRIMARY KEY (page_id, version)
);
-- table-rewrite: every row gets a number in `id`
-- long-lock: every row gets a number in `id`
-- may-fail: rows may have the same values in `pages_id_key`
ALTER TABLE pages
    ADD COLUMN id bigint NOT NULL AUTO_INCREMENT FIRST,
    ADD COLUMN version int NOT NULL DEFAULT 1,
    ADD UNIQUE KEY pages_id_key (id);
ALTER TABLE links ADD KEY links_target_idx (target);
ALTER TABLE revisions ADD CONSTRAINT revisions_page FOREIGN KEY (page_id) REFERENCES pages (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `links_source`
-- long-lock: every row is looked up for `links_source`
ALTER TABLE links ADD CONSTRAINT links_source FOREIGN KEY (source) REFERENCES pages (title) ON DELETE CASCADE ON UPDATE CASCADE;
CREATE VIEW dead_links AS
select `l`.`source` AS `source`,`l`.`target` AS `target` from (`links` `l` left join `pages` `p` on(`p`.`title` = `l`.`target`)) where `p`.`title` is null;
CREATE TRIGGER pages_revision BEFORE UPDATE ON pages FOR EACH ROW
BEGIN
    INSERT INTO revisions (page_id, version, body) VALUES (OLD.id, OLD.version, OLD.body);
    SET NEW.version = OLD.version + 1;
END;

-- down
DROP VIEW dead_links;
DROP TRIGGER pages_revision;
ALTER TABLE links DROP FOREIGN KEY links_source;
-- data-loss: the rows of revisions are lost
DROP TABLE revisions;
-- data-loss: the values of `id` are lost
-- data-loss: the values of `version` are lost
ALTER TABLE pages
    DROP KEY pages_id_key,
    DROP COLUMN id,
    DROP COLUMN version;
ALTER TABLE links DROP KEY links_target_idx;
-- table-rewrite: every row is looked up for `links_source`
-- long-lock: every row is looked up for `links_source`
ALTER TABLE links ADD CONSTRAINT links_source FOREIGN KEY (source) REFERENCES pages (title) ON UPDATE CASCADE;
