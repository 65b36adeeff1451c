CREATE TYPE user_role_kind AS ENUM ('super_admin', 'Read Only', 'it''s');
CREATE TYPE "UserState" AS ENUM ('A', 'b');
CREATE TABLE t (
    id serial PRIMARY KEY,
    role user_role_kind NOT NULL DEFAULT 'Read Only',
    roles user_role_kind[] NOT NULL DEFAULT '{}',
    state "UserState" DEFAULT 'A'
);
