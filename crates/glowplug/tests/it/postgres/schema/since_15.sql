ALTER TABLE posts ADD CONSTRAINT posts_title_key UNIQUE NULLS NOT DISTINCT (title);
CREATE UNIQUE INDEX posts_span_idx ON posts (span) NULLS NOT DISTINCT;
CREATE TABLE reviewers (id bigint, author bigint, UNIQUE (id, author));
ALTER TABLE posts ADD reviewer bigint,
    ADD FOREIGN KEY (reviewer, author) REFERENCES reviewers (id, author) ON DELETE SET NULL (reviewer);
CREATE VIEW invoked WITH (security_invoker) AS SELECT 1 AS one;
