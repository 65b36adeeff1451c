-- up
CREATE EXTENSION citext;
ALTER TABLE follows ADD COLUMN since timestamptz NOT NULL DEFAULT now();
ALTER TABLE follows ADD CONSTRAINT follows_not_self CHECK (follower <> followed) NOT VALID;
ALTER TABLE follows DROP CONSTRAINT follows_followed_fkey;
ALTER TABLE follows DROP CONSTRAINT follows_follower_fkey;
ALTER TABLE follows
    ADD CONSTRAINT follows_followed_fkey FOREIGN KEY (followed) REFERENCES users(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE follows
    ADD CONSTRAINT follows_follower_fkey FOREIGN KEY (follower) REFERENCES users(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE users ADD COLUMN followers integer NOT NULL DEFAULT 0;
-- long-lock: its indexes are built again
-- may-fail: rows of users may have the same handle
ALTER TABLE users ALTER COLUMN handle TYPE citext USING handle::citext;
CREATE FUNCTION count_followers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN UPDATE users SET followers = followers + 1 WHERE id = NEW.followed; RETURN NULL; END $function$;
CREATE VIEW friends AS
 SELECT a.follower AS one,
    a.followed AS other
   FROM (follows a
     JOIN follows b ON (((a.follower = b.followed) AND (a.followed = b.follower))));
CREATE TRIGGER follows_count AFTER INSERT ON follows FOR EACH ROW EXECUTE FUNCTION count_followers();
-- alone
CREATE INDEX CONCURRENTLY follows_followed_idx ON follows (followed) INCLUDE (follower);
-- later
-- may-fail: rows of follows may violate follows_not_self
ALTER TABLE follows VALIDATE CONSTRAINT follows_not_self;
ALTER TABLE follows VALIDATE CONSTRAINT follows_followed_fkey;
ALTER TABLE follows VALIDATE CONSTRAINT follows_follower_fkey;

-- down
DROP TRIGGER follows_count ON follows;
DROP VIEW friends;
DROP INDEX follows_followed_idx;
ALTER TABLE follows DROP CONSTRAINT follows_not_self;
-- data-loss: the values of follows.since are lost
ALTER TABLE follows DROP COLUMN since;
ALTER TABLE follows DROP CONSTRAINT follows_followed_fkey;
ALTER TABLE follows DROP CONSTRAINT follows_follower_fkey;
-- long-lock: all rows are looked at
ALTER TABLE follows
    ADD CONSTRAINT follows_followed_fkey FOREIGN KEY (followed) REFERENCES users(id);
-- long-lock: all rows are looked at
ALTER TABLE follows
    ADD CONSTRAINT follows_follower_fkey FOREIGN KEY (follower) REFERENCES users(id);
DROP FUNCTION count_followers();
ALTER TABLE users DROP CONSTRAINT users_handle_key;
-- data-loss: the values of users.followers are lost
ALTER TABLE users DROP COLUMN followers;
ALTER TABLE users ALTER COLUMN handle TYPE text USING handle::text;
-- may-fail: rows of users may have the same handle
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_handle_key UNIQUE (handle);
DROP EXTENSION citext;
