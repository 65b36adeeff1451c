-- up
ALTER TABLE users ADD COLUMN a INTEGER NOT NULL DEFAULT -1;
ALTER TABLE users ADD COLUMN b TEXT NOT NULL DEFAULT 'it''s';
ALTER TABLE users ADD COLUMN c REAL DEFAULT +1.5e3;
ALTER TABLE users ADD COLUMN d BLOB NOT NULL DEFAULT X'00FF';
ALTER TABLE users ADD COLUMN e BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE users ADD COLUMN f TEXT DEFAULT NULL;

-- down
-- data-loss: the values of `users.a` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN a;
-- data-loss: the values of `users.b` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN b;
-- data-loss: the values of `users.c` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN c;
-- data-loss: the values of `users.d` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN d;
-- data-loss: the values of `users.e` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN e;
-- data-loss: the values of `users.f` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN f;
