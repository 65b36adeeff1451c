-- up
CREATE TYPE "UserState" AS ENUM ('A', 'b');
CREATE TYPE user_role_kind AS ENUM ('super_admin', 'Read Only', 'it''s');
ALTER TABLE t ADD COLUMN role user_role_kind NOT NULL DEFAULT 'Read Only'::user_role_kind;
ALTER TABLE t ADD COLUMN roles user_role_kind[] NOT NULL DEFAULT '{}'::user_role_kind[];
ALTER TABLE t ADD COLUMN state "UserState" DEFAULT 'A'::"UserState";

-- down
-- data-loss: the values of t.role are lost
ALTER TABLE t DROP COLUMN role;
-- data-loss: the values of t.roles are lost
ALTER TABLE t DROP COLUMN roles;
-- data-loss: the values of t.state are lost
ALTER TABLE t DROP COLUMN state;
DROP TYPE "UserState";
DROP TYPE user_role_kind;
