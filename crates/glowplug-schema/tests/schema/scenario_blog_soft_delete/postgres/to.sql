CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;
CREATE TABLE users (id serial PRIMARY KEY, username varchar(50) NOT NULL UNIQUE, email varchar(320) NOT NULL UNIQUE, deleted_at timestamptz);
CREATE TABLE posts (
    id serial PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title text NOT NULL,
    slug text,
    body text NOT NULL,
    published boolean NOT NULL DEFAULT false,
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT posts_slug_check CHECK (slug ~ '^[a-z0-9-]+$' AND length(slug) BETWEEN 1 AND 100)
);
CREATE UNIQUE INDEX posts_slug_idx ON posts (user_id, slug) WHERE deleted_at IS NULL;
CREATE INDEX posts_user_id_idx ON posts (user_id);
CREATE TRIGGER posts_updated_at BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TABLE comments (
    id serial PRIMARY KEY,
    post_id integer NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    parent_id integer REFERENCES comments (id),
    body text NOT NULL
);
CREATE INDEX comments_post_id_idx ON comments (post_id);
CREATE VIEW published_posts AS
    SELECT p.id, p.title, u.username, p.slug FROM posts p JOIN users u ON u.id = p.user_id WHERE p.published AND p.deleted_at IS NULL;
