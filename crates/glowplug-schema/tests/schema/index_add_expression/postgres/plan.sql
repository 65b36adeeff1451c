-- up
-- may-fail: rows of docs may conflict with each other
-- long-lock: all rows are looked at
ALTER TABLE docs
    ADD CONSTRAINT docs_once EXCLUDE USING gist (lower(german) WITH =, int4range(low, high, '[]'::text) WITH &&) WHERE ((low < high));
-- alone
CREATE INDEX CONCURRENTLY docs_alike ON docs USING gin (lower(body) gin_trgm_ops);
CREATE INDEX CONCURRENTLY docs_block ON docs USING brin ((low + high)) WITH (pages_per_range=16);
CREATE INDEX CONCURRENTLY docs_circle ON docs USING gist (circle(spot, (1)::double precision));
CREATE INDEX CONCURRENTLY docs_hash ON docs USING hash (md5(body));
CREATE INDEX CONCURRENTLY docs_lower ON docs (lower(german) COLLATE "C", lower(german) COLLATE "default", (body || 'x'::text) COLLATE "C" DESC);
CREATE INDEX CONCURRENTLY docs_near ON docs USING gist (lower(body) gist_trgm_ops (siglen=32));
CREATE INDEX CONCURRENTLY docs_paths ON docs USING gin ((data -> 'paths'::text) jsonb_path_ops);
CREATE INDEX CONCURRENTLY docs_pattern ON docs (lower(body) text_pattern_ops, (data ->> 'name'::text) COLLATE "POSIX");
CREATE INDEX CONCURRENTLY docs_quad ON docs USING spgist (box(spot, spot));
CREATE INDEX CONCURRENTLY docs_search ON docs USING gin (to_tsvector('english'::regconfig, body));
CREATE INDEX CONCURRENTLY docs_signed ON docs USING gist (to_tsvector('simple'::regconfig, german) tsvector_ops (siglen=100));
CREATE INDEX CONCURRENTLY docs_span ON docs USING gist (int4range(low, high)) INCLUDE (low);
CREATE INDEX CONCURRENTLY docs_start ON docs USING spgist (lower(body));
CREATE INDEX CONCURRENTLY docs_tags ON docs USING gin ((data -> 'tags'::text));
-- may-fail: rows of docs may have the same ((data ->> 'key'::text)), COALESCE(low, 0)
CREATE UNIQUE INDEX CONCURRENTLY docs_unique ON docs ((data ->> 'key'::text), COALESCE(low, 0)) INCLUDE (body) WHERE (data ? 'key'::text);
CREATE INDEX CONCURRENTLY docs_words ON docs USING gin (string_to_array(body, ' '::text));

-- down
DROP INDEX docs_alike;
DROP INDEX docs_block;
DROP INDEX docs_circle;
DROP INDEX docs_hash;
DROP INDEX docs_lower;
DROP INDEX docs_near;
ALTER TABLE docs DROP CONSTRAINT docs_once;
DROP INDEX docs_paths;
DROP INDEX docs_pattern;
DROP INDEX docs_quad;
DROP INDEX docs_search;
DROP INDEX docs_signed;
DROP INDEX docs_span;
DROP INDEX docs_start;
DROP INDEX docs_tags;
DROP INDEX docs_unique;
DROP INDEX docs_words;
