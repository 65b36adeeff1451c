-- up
ALTER TABLE posts SET SCHEMA archive;
ALTER TABLE archive.posts ADD COLUMN body text;

-- down
ALTER TABLE archive.posts SET SCHEMA public;
-- data-loss: the values of posts.body are lost
ALTER TABLE posts DROP COLUMN body;
