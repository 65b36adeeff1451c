CREATE TABLE pages (id bigint GENERATED ALWAYS AS IDENTITY UNIQUE, title text PRIMARY KEY, body text NOT NULL, editor text, version integer NOT NULL DEFAULT 1);
CREATE TABLE revisions (page_id bigint NOT NULL REFERENCES pages (id) ON DELETE CASCADE, version integer NOT NULL, body text NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (page_id, version));
CREATE FUNCTION keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO revisions (page_id, version, body) VALUES (OLD.id, OLD.version, OLD.body);
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER pages_revision BEFORE UPDATE OF body ON pages FOR EACH ROW WHEN (OLD.body IS DISTINCT FROM NEW.body) EXECUTE FUNCTION keep_revision();
CREATE TABLE links (source text REFERENCES pages ON UPDATE CASCADE ON DELETE CASCADE, target text, PRIMARY KEY (source, target));
CREATE INDEX links_target_idx ON links (target);
CREATE VIEW dead_links AS SELECT l.source, l.target FROM links l LEFT JOIN pages p ON p.title = l.target WHERE p.title IS NULL;
