-- up
ALTER TYPE mood RENAME VALUE 'sad' TO 'unhappy';
ALTER TYPE mood RENAME TO feeling;
ALTER DOMAIN mail RENAME TO email;
ALTER TYPE place RENAME TO point_on_map;
ALTER SEQUENCE counter RENAME TO tally;
ALTER TABLE users RENAME CONSTRAINT old_check TO new_check;
ALTER INDEX old_idx RENAME TO new_idx;
ALTER TRIGGER old_trigger ON users RENAME TO new_trigger;
ALTER POLICY old_policy ON users RENAME TO new_policy;
ALTER VIEW old_view RENAME TO new_view;
ALTER MATERIALIZED VIEW old_rows RENAME TO new_rows;

-- down
ALTER MATERIALIZED VIEW new_rows RENAME TO old_rows;
ALTER VIEW new_view RENAME TO old_view;
ALTER POLICY new_policy ON users RENAME TO old_policy;
ALTER TRIGGER new_trigger ON users RENAME TO old_trigger;
ALTER INDEX new_idx RENAME TO old_idx;
ALTER TABLE users RENAME CONSTRAINT new_check TO old_check;
ALTER SEQUENCE tally RENAME TO counter;
ALTER TYPE point_on_map RENAME TO place;
ALTER DOMAIN email RENAME TO mail;
ALTER TYPE feeling RENAME TO mood;
ALTER TYPE mood RENAME VALUE 'unhappy' TO 'sad';
