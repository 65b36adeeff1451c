-- up
-- table-rewrite: `places_about` indexes all words
-- long-lock: `places_about` indexes all words
-- long-lock: `places_at` is spatial
ALTER TABLE places
    ADD FULLTEXT KEY places_about (about),
    ADD SPATIAL KEY places_at (at);

-- down
ALTER TABLE places
    DROP KEY places_about,
    DROP KEY places_at;
