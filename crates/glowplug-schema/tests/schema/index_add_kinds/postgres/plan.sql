-- up
-- alone
CREATE INDEX CONCURRENTLY t_brin ON t USING brin (ts) WITH (pages_per_range=32);
CREATE INDEX CONCURRENTLY t_collated ON t (b COLLATE "C") WITH (fillfactor=70);
CREATE INDEX CONCURRENTLY t_desc ON t (a DESC, b NULLS FIRST);
CREATE INDEX CONCURRENTLY t_expression ON t (lower(b), (a + 1), (j ->> 'x'::text));
CREATE INDEX CONCURRENTLY t_gin ON t USING gin (j jsonb_path_ops, tags);
CREATE INDEX CONCURRENTLY t_gist ON t USING gist (p);
CREATE INDEX CONCURRENTLY t_hash ON t USING hash (b);
CREATE INDEX CONCURRENTLY t_last ON t (a DESC NULLS LAST) INCLUDE (b);
-- may-fail: rows of t may have the same a, b
CREATE UNIQUE INDEX CONCURRENTLY t_nulls ON t (a, b) NULLS NOT DISTINCT;
CREATE INDEX CONCURRENTLY t_partial ON t (a) WHERE ((b IS NOT NULL) AND (a >= 1) AND (a <= 5));
CREATE INDEX CONCURRENTLY t_pattern ON t (b text_pattern_ops);
CREATE INDEX CONCURRENTLY t_siglen ON t USING gist (b gist_trgm_ops (siglen=32));
CREATE INDEX CONCURRENTLY t_spgist ON t USING spgist (p);
CREATE INDEX CONCURRENTLY t_trigrams ON t USING gin (b gin_trgm_ops);
-- later
COMMENT ON INDEX t_desc IS 'for the list';

-- down
DROP INDEX t_brin;
DROP INDEX t_collated;
DROP INDEX t_desc;
DROP INDEX t_expression;
DROP INDEX t_gin;
DROP INDEX t_gist;
DROP INDEX t_hash;
DROP INDEX t_last;
DROP INDEX t_nulls;
DROP INDEX t_partial;
DROP INDEX t_pattern;
DROP INDEX t_siglen;
DROP INDEX t_spgist;
DROP INDEX t_trigrams;
