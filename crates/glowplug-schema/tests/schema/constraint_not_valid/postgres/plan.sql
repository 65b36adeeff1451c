-- up
CREATE TABLE notes (
    id integer
);
ALTER TABLE notes ADD CONSTRAINT notes_id_check CHECK (id > 0) NOT VALID;
ALTER TABLE posts ADD CONSTRAINT posts_id_check CHECK (id > 0) NOT VALID;
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) NOT VALID;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_id_check;
ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;
-- data-loss: all rows of notes are lost
DROP TABLE notes;
