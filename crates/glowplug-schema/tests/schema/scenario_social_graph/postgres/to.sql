CREATE EXTENSION citext;
CREATE TABLE users (id bigserial PRIMARY KEY, handle citext NOT NULL UNIQUE, followers integer NOT NULL DEFAULT 0);
CREATE TABLE follows (follower bigint REFERENCES users ON DELETE CASCADE, followed bigint REFERENCES users ON DELETE CASCADE, since timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (follower, followed), CONSTRAINT follows_not_self CHECK (follower <> followed));
CREATE INDEX follows_followed_idx ON follows (followed) INCLUDE (follower);
CREATE FUNCTION count_followers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE users SET followers = followers + 1 WHERE id = NEW.followed; RETURN NULL; END $$;
CREATE TRIGGER follows_count AFTER INSERT ON follows FOR EACH ROW EXECUTE FUNCTION count_followers();
CREATE VIEW friends AS SELECT a.follower AS one, a.followed AS other FROM follows a JOIN follows b ON a.follower = b.followed AND a.followed = b.follower;
