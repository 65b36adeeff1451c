-- up
DROP RULE quiet ON t;
CREATE RULE quiet AS
    ON DELETE TO t
   WHERE old.a > 1 DO INSTEAD NOTHING;
CREATE RULE put AS
    ON INSERT TO v DO INSTEAD  INSERT INTO t (a)
  VALUES (new.a);
COMMENT ON RULE put ON v IS 'through the view';

-- down
DROP RULE put ON v;
DROP RULE quiet ON t;
CREATE RULE quiet AS
    ON DELETE TO t DO INSTEAD NOTHING;
