-- up
-- alone
CREATE UNIQUE INDEX CONCURRENTLY members_pkey_new ON members (user_id, team_id);
-- later
ALTER TABLE members
    DROP CONSTRAINT members_pkey,
    ADD CONSTRAINT members_pkey PRIMARY KEY USING INDEX members_pkey_new;

-- down
ALTER TABLE members DROP CONSTRAINT members_pkey;
-- may-fail: rows of members may have the same user_id
-- long-lock: all rows are looked at
ALTER TABLE members ADD CONSTRAINT members_pkey PRIMARY KEY (user_id);
