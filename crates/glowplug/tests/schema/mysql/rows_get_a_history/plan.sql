-- up
-- table-rewrite: rows get a history
-- long-lock: rows get a history
ALTER TABLE prices ADD SYSTEM VERSIONING;

-- down
-- data-loss: the history of the rows is gone
-- table-rewrite: the history of the rows is gone
-- long-lock: the history of the rows is gone
ALTER TABLE prices DROP SYSTEM VERSIONING;
