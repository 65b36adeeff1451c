-- up
ALTER TABLE follows
    DROP FOREIGN KEY follows_followed,
    DROP FOREIGN KEY follows_follower;
-- may-fail: rows may violate `follows_not_self`
-- table-rewrite: every row is checked for `follows_not_self`
-- long-lock: every row is checked for `follows_not_self`
ALTER TABLE follows
    DROP KEY follows_followed,
    ADD COLUMN since datetime NOT NULL DEFAULT current_timestamp(),
    ADD KEY follows_followed_idx (followed, follower),
    ADD CONSTRAINT follows_not_self CHECK (`follower` <> `followed`);
ALTER TABLE users ADD COLUMN followers int NOT NULL DEFAULT 0;
-- table-rewrite: every row is looked up for `follows_followed`
-- long-lock: every row is looked up for `follows_followed`
-- table-rewrite: every row is looked up for `follows_follower`
-- long-lock: every row is looked up for `follows_follower`
ALTER TABLE follows
    ADD CONSTRAINT follows_followed FOREIGN KEY (followed) REFERENCES users (id) ON DELETE CASCADE,
    ADD CONSTRAINT follows_follower FOREIGN KEY (follower) REFERENCES users (id) ON DELETE CASCADE;
CREATE VIEW friends AS
select `a`.`follower` AS `one`,`a`.`followed` AS `other` from (`follows` `a` join `follows` `b` on(`a`.`follower` = `b`.`followed` and `a`.`followed` = `b`.`follower`));
CREATE TRIGGER follows_count AFTER INSERT ON follows FOR EACH ROW
UPDATE users SET followers = followers + 1 WHERE id = NEW.followed;

-- down
DROP VIEW friends;
DROP TRIGGER follows_count;
ALTER TABLE follows
    DROP FOREIGN KEY follows_followed,
    DROP FOREIGN KEY follows_follower;
-- data-loss: the values of `since` are lost
ALTER TABLE follows
    DROP CONSTRAINT follows_not_self,
    DROP KEY follows_followed_idx,
    DROP COLUMN since,
    ADD KEY follows_followed (followed);
-- data-loss: the values of `followers` are lost
ALTER TABLE users DROP COLUMN followers;
-- table-rewrite: every row is looked up for `follows_followed`
-- long-lock: every row is looked up for `follows_followed`
-- table-rewrite: every row is looked up for `follows_follower`
-- long-lock: every row is looked up for `follows_follower`
ALTER TABLE follows
    ADD CONSTRAINT follows_followed FOREIGN KEY (followed) REFERENCES users (id),
    ADD CONSTRAINT follows_follower FOREIGN KEY (follower) REFERENCES users (id);
