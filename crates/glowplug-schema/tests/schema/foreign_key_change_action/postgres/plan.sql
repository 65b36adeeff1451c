-- up
ALTER TABLE posts DROP CONSTRAINT posts_editor_id_fkey;
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
ALTER TABLE posts
    ADD CONSTRAINT posts_editor_id_fkey FOREIGN KEY (editor_id) REFERENCES users(id) NOT VALID;
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL NOT VALID;
-- later
ALTER TABLE posts VALIDATE CONSTRAINT posts_editor_id_fkey;
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_fkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_editor_id_fkey;
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_editor_id_fkey FOREIGN KEY (editor_id) REFERENCES users(id) ON DELETE CASCADE;
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
