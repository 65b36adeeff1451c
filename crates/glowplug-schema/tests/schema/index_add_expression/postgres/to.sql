CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
CREATE TABLE docs (
    id int PRIMARY KEY,
    body text,
    german text COLLATE "C",
    tags text[],
    data jsonb,
    low int,
    high int,
    spot point
);
CREATE INDEX docs_search ON docs USING gin (to_tsvector('english', body));
CREATE INDEX docs_tags ON docs USING gin ((data -> 'tags'));
CREATE INDEX docs_paths ON docs USING gin ((data -> 'paths') jsonb_path_ops);
CREATE INDEX docs_words ON docs USING gin (string_to_array(body, ' '));
CREATE INDEX docs_alike ON docs USING gin (lower(body) gin_trgm_ops);
CREATE INDEX docs_near ON docs USING gist (lower(body) gist_trgm_ops (siglen = 32));
CREATE INDEX docs_signed ON docs USING gist (to_tsvector('simple', german) tsvector_ops (siglen = 100));
CREATE INDEX docs_span ON docs USING gist (int4range(low, high)) INCLUDE (low);
CREATE INDEX docs_circle ON docs USING gist (circle(spot, 1));
CREATE INDEX docs_start ON docs USING spgist (lower(body));
CREATE INDEX docs_quad ON docs USING spgist (box(spot, spot));
CREATE INDEX docs_hash ON docs USING hash (md5(body));
CREATE INDEX docs_block ON docs USING brin ((low + high)) WITH (pages_per_range = 16);
CREATE INDEX docs_lower ON docs (lower(german), lower(german) COLLATE "default", (body || 'x') COLLATE "C" DESC);
CREATE INDEX docs_pattern ON docs (lower(body) text_pattern_ops, (data ->> 'name') COLLATE "POSIX");
CREATE UNIQUE INDEX docs_unique ON docs ((data ->> 'key'), coalesce(low, 0)) INCLUDE (body) WHERE data ? 'key';
ALTER TABLE docs ADD CONSTRAINT docs_once EXCLUDE USING gist (
    lower(german) WITH =,
    int4range(low, high, '[]') WITH &&
) WHERE (low < high);
