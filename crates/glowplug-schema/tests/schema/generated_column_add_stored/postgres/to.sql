CREATE TABLE t (
    id serial PRIMARY KEY, price numeric NOT NULL, amount integer NOT NULL, title text,
    total numeric GENERATED ALWAYS AS (price * amount) STORED,
    words tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(title, ''))) STORED
);
CREATE INDEX t_words_idx ON t USING gin (words);
