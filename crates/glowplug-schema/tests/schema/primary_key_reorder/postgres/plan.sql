-- up
ALTER TABLE notes DROP CONSTRAINT notes_u_p_fkey;
ALTER TABLE likes DROP CONSTRAINT likes_pkey;
-- alone
CREATE UNIQUE INDEX CONCURRENTLY likes_pkey ON likes (post_id, user_id);
-- later
ALTER TABLE likes ADD CONSTRAINT likes_pkey PRIMARY KEY USING INDEX likes_pkey;
-- may-fail: rows of notes may reference no row of likes
-- long-lock: all rows are looked at
ALTER TABLE notes
    ADD CONSTRAINT notes_u_p_fkey FOREIGN KEY (u, p) REFERENCES likes(user_id, post_id);

-- down
ALTER TABLE notes DROP CONSTRAINT notes_u_p_fkey;
ALTER TABLE likes DROP CONSTRAINT likes_pkey;
-- long-lock: all rows are looked at
ALTER TABLE likes ADD CONSTRAINT likes_pkey PRIMARY KEY (user_id, post_id);
-- long-lock: all rows are looked at
ALTER TABLE notes
    ADD CONSTRAINT notes_u_p_fkey FOREIGN KEY (u, p) REFERENCES likes(user_id, post_id);
