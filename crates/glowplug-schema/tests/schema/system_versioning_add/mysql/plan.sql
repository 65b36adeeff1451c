-- up
-- table-rewrite: rows get a history
-- long-lock: rows get a history
ALTER TABLE prices ADD SYSTEM VERSIONING;

-- down
-- The history of the rows is changed with them; the server refuses otherwise
SET SESSION system_versioning_alter_history = KEEP;
-- data-loss: the history of the rows is lost
-- table-rewrite: the history of the rows is lost
-- long-lock: the history of the rows is lost
ALTER TABLE prices DROP SYSTEM VERSIONING;
