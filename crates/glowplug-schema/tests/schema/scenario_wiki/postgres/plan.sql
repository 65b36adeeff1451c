-- up
ALTER TABLE links DROP CONSTRAINT links_source_fkey;
ALTER TABLE links
    ADD CONSTRAINT links_source_fkey FOREIGN KEY (source) REFERENCES pages(title) ON UPDATE CASCADE ON DELETE CASCADE NOT VALID;
-- table-rewrite: each row gets a number
ALTER TABLE pages ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE pages ADD COLUMN version integer NOT NULL DEFAULT 1;
CREATE TABLE revisions (
    page_id bigint NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (page_id, version)
);
CREATE FUNCTION keep_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO revisions (page_id, version, body) VALUES (OLD.id, OLD.version, OLD.body);
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $function$;
CREATE VIEW dead_links AS
 SELECT l.source,
    l.target
   FROM (links l
     LEFT JOIN pages p ON ((p.title = l.target)))
  WHERE (p.title IS NULL);
CREATE TRIGGER pages_revision BEFORE UPDATE OF body ON pages FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body) EXECUTE FUNCTION keep_revision();
-- alone
CREATE INDEX CONCURRENTLY links_target_idx ON links (target);
CREATE UNIQUE INDEX CONCURRENTLY pages_id_key ON pages (id);
-- later
ALTER TABLE links VALIDATE CONSTRAINT links_source_fkey;
ALTER TABLE pages ADD CONSTRAINT pages_id_key UNIQUE USING INDEX pages_id_key;
ALTER TABLE revisions
    ADD CONSTRAINT revisions_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE;

-- down
DROP VIEW dead_links;
DROP TRIGGER pages_revision ON pages;
DROP INDEX links_target_idx;
ALTER TABLE links DROP CONSTRAINT links_source_fkey;
-- long-lock: all rows are looked at
ALTER TABLE links
    ADD CONSTRAINT links_source_fkey FOREIGN KEY (source) REFERENCES pages(title) ON UPDATE CASCADE;
-- data-loss: the values of pages.version are lost
ALTER TABLE pages DROP COLUMN version;
DROP FUNCTION keep_revision();
-- data-loss: all rows of revisions are lost
DROP TABLE revisions;
ALTER TABLE pages DROP CONSTRAINT pages_id_key;
-- data-loss: the values of pages.id are lost
ALTER TABLE pages DROP COLUMN id;
