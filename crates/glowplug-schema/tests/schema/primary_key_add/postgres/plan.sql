-- up
ALTER TABLE members
    ADD CONSTRAINT members_team_id_null_check CHECK (team_id IS NOT NULL) NOT VALID;
ALTER TABLE members
    ADD CONSTRAINT members_user_id_null_check CHECK (user_id IS NOT NULL) NOT VALID;
-- alone
-- may-fail: rows of members may have the same user_id, team_id
CREATE UNIQUE INDEX CONCURRENTLY members_pkey ON members (user_id, team_id);
-- later
-- may-fail: rows of members may have no team_id
ALTER TABLE members VALIDATE CONSTRAINT members_team_id_null_check;
-- may-fail: rows of members may have no user_id
ALTER TABLE members VALIDATE CONSTRAINT members_user_id_null_check;
ALTER TABLE members ALTER COLUMN team_id SET NOT NULL;
ALTER TABLE members DROP CONSTRAINT members_team_id_null_check;
ALTER TABLE members ALTER COLUMN user_id SET NOT NULL;
ALTER TABLE members DROP CONSTRAINT members_user_id_null_check;
ALTER TABLE members ADD CONSTRAINT members_pkey PRIMARY KEY USING INDEX members_pkey;

-- down
ALTER TABLE members DROP CONSTRAINT members_pkey;
ALTER TABLE members ALTER COLUMN team_id DROP NOT NULL;
ALTER TABLE members ALTER COLUMN user_id DROP NOT NULL;
