-- up
DROP POLICY t_gone ON t;
DROP POLICY t_other_command ON t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY t_other_command ON t
    FOR UPDATE
    USING (true);
CREATE POLICY t_strict ON t
    AS RESTRICTIVE
    FOR INSERT
    WITH CHECK (EXISTS ( SELECT
   FROM t o
  WHERE (o.owner = t.owner)));
COMMENT ON POLICY t_strict ON t IS 'only owners';
ALTER POLICY t_changed ON t
    TO pg_monitor
    USING (owner = me())
    WITH CHECK (owner = me());

-- down
DROP POLICY t_strict ON t;
DROP POLICY t_changed ON t;
DROP POLICY t_other_command ON t;
ALTER TABLE t DISABLE ROW LEVEL SECURITY;
ALTER TABLE t NO FORCE ROW LEVEL SECURITY;
CREATE POLICY t_changed ON t
    USING (owner = 1);
CREATE POLICY t_gone ON t
    FOR DELETE
    USING (true);
CREATE POLICY t_other_command ON t
    FOR SELECT
    USING (true);
